namespace NetGen;

/// <summary>The checksum of zip archives and PNG files: CRC-32 with the reflected polynomial EDB88320, eight bytes at a time.</summary>
internal struct Crc32
{
    private const int Slices = 8;

    private static readonly uint[] Table = MakeTable();

    private uint _state;

    public readonly uint Value => _state;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var checksum = new Crc32();
        checksum.Append(bytes);
        return checksum.Value;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~_state;
        var table = Table;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc = table[7 * 256 + (bytes[0] ^ (byte)crc)] ^ table[6 * 256 + (bytes[1] ^ (byte)(crc >> 8))]
                ^ table[5 * 256 + (bytes[2] ^ (byte)(crc >> 16))] ^ table[4 * 256 + (bytes[3] ^ (byte)(crc >> 24))]
                ^ table[3 * 256 + bytes[4]] ^ table[2 * 256 + bytes[5]] ^ table[256 + bytes[6]] ^ table[bytes[7]];
        }
        foreach (var b in bytes) crc = table[b ^ (byte)crc] ^ crc >> 8;
        _state = ~crc;
    }

    // Row s holds the effect of a byte that s more bytes follow.
    private static uint[] MakeTable()
    {
        var table = new uint[Slices * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
            table[i] = crc;
        }
        for (var i = 256; i < table.Length; i++) table[i] = table[i - 256] >> 8 ^ table[(byte)table[i - 256]];
        return table;
    }
}
