namespace NetGen.Onnx.Import;

/// <summary>
/// Walks over the bytes of a model before they are parsed, and counts the objects that parsing would make. Lengths are checked against what is left
/// of the file, so that a file which claims more than it has costs nothing.
/// </summary>
internal ref struct WireScan
{
    /// <summary>The fields of ONNX's messages that hold messages. All others with a length are texts, bytes or packed numbers.</summary>
    private static readonly Dictionary<string, Dictionary<ulong, string>> Messages = new(StringComparer.Ordinal)
    {
        ["Model"] = new() { [7] = "Graph", [8] = "Leaf", [14] = "Leaf", [20] = "Leaf", [25] = "Leaf" },
        ["Graph"] = new()
        {
            [1] = "Node", [5] = "Tensor", [11] = "Value", [12] = "Value", [13] = "Value", [14] = "Leaf", [15] = "Leaf", [16] = "Leaf",
        },
        ["Node"] = new() { [5] = "Attribute", [9] = "Leaf" },
        ["Attribute"] = new()
        {
            [5] = "Tensor", [6] = "Graph", [10] = "Tensor", [11] = "Graph", [14] = "Leaf", [15] = "Leaf", [22] = "Leaf", [23] = "Leaf",
        },
        ["Tensor"] = new() { [13] = "Leaf" },
        ["Value"] = new() { [2] = "Type" },
        ["Type"] = new() { [1] = "TensorType" },
        ["TensorType"] = new() { [2] = "Shape" },
        ["Shape"] = new() { [1] = "Leaf" },
        ["Leaf"] = [],
    };

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _objects;

    private WireScan(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Checks a whole file that should be one message.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="message">The message: Model or Tensor.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Check(ReadOnlySpan<byte> bytes, string message) => new WireScan(bytes).Scan(bytes.Length, message, 0);

    private string? Scan(int end, string message, int depth)
    {
        if (depth > Limits.Depth) return $"Its messages are nested more than {Limits.Depth} deep.";
        var children = Messages[message];
        while (_position < end)
        {
            var start = _position;
            if (!TryReadVarint(end, out var tag) || tag >> 3 == 0) return $"It is no protobuf message, or a damaged one: no field begins at byte {start:N0}.";
            switch (tag & 7)
            {
                case 0:
                    if (!TryReadVarint(end, out _)) return EndsAt(start);
                    break;
                case 1:
                    if (end - _position < 8) return EndsAt(start);
                    _position += 8;
                    break;
                case 2:
                    if (!TryReadVarint(end, out var length)) return EndsAt(start);
                    if (length > (ulong)(end - _position))
                        return $"It is damaged: the field at byte {start:N0} claims {length:N0} bytes, but {end - _position:N0} are left.";
                    if (++_objects > Limits.Objects) return $"It has more than {Limits.Objects:N0} parts.";
                    var inside = _position + (int)length;
                    if (children.TryGetValue(tag >> 3, out var child) && Scan(inside, child, depth + 1) is { } fault) return fault;
                    _position = inside;
                    break;
                case 5:
                    if (end - _position < 4) return EndsAt(start);
                    _position += 4;
                    break;
                default:
                    return $"It is no protobuf message, or a damaged one: the field at byte {start:N0} has the unknown wire type {tag & 7}.";
            }
        }

        return null;
    }

    private static string EndsAt(int start) => $"It is damaged: the field at byte {start:N0} ends too early.";

    private bool TryReadVarint(int end, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && _position < end; shift += 7)
        {
            var next = _bytes[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }

        return false;
    }
}
