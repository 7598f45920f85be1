using System.Buffers.Binary;
using System.IO.Compression;
using static NetGen.Runtime.Tests.Weights.FileBytes;
using static NetGen.Runtime.Tests.Weights.SourceExtensions;

namespace NetGen.Runtime.Tests.Weights;

public sealed class NpzTests
{
    private static readonly byte[] Array12 = Npy("<f4", "(2,)", Singles(1, 2));

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void ReadsArraysInAnyOrderAndPieces(CompressionLevel level)
    {
        var long1 = Enumerable.Range(0, 50_000).Select(i => (float)i).ToArray();
        var bytes = Zip(
            level,
            ("a.npy", Npy("<f4", "(50000,)", Singles(long1))), ("scope/b:0.npy", Npy(">f2", "(3, 1)", BigHalves(1, 2, 3))), ("c.npy", Array12));
        using var npz = Npz.Read(new MemoryStream(bytes));
        Assert.Equal([new("a", [50000]), new("scope/b:0", [3, 1]), new("c", [2])], npz.Tensors);
        Assert.Empty(npz.Faults);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            var part = new float[20_001];
            npz.Read("a", 29_999, part);
            Assert.Equal(long1[29_999..], part);
            npz.Read("a", 5, part);
            Assert.Equal(long1[5..20_006], part);
            Assert.Equal([1, 2, 3], npz.ReadAll("scope/b:0"));
            Assert.Equal([1, 2], npz.ReadAll("c"));
        }
    }

    [Fact]
    public void OpensAFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("w.npz", Zip(("a.npy", Array12)));
        var npz = Npz.Open(path);
        Assert.Equal([1, 2], npz.ReadAll("a"));
        npz.Dispose();
        Assert.Throws<ObjectDisposedException>(() => npz.Read("a", 0, new float[1]));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("../x.npy", "not a plain one")]
    [InlineData("a/../x.npy", "not a plain one")]
    [InlineData("a/./x.npy", "not a plain one")]
    [InlineData("a//x.npy", "not a plain one")]
    [InlineData(".npy", "not a plain one")]
    [InlineData("/x.npy", "absolute path")]
    [InlineData("C:/x.npy", "absolute path")]
    [InlineData("a\\x.npy", "backslash")]
    [InlineData("x\u0007.npy", "control character")]
    [InlineData("x.txt", "not a .npy array")]
    [InlineData("folder/", "not a .npy array")]
    public void RejectsTrickyNames(string name, string message) =>
        Assert.Contains(message, Assert.Single(FaultsOf(() => Npz.Read(new MemoryStream(Zip((name, Array12)))))));

    [Fact]
    public void ListsAllFaults()
    {
        var bytes = Zip(
            ("../a.npy", Array12), ("b.npy", Array12), ("b.npy", Array12), ("c.npy", "no array"u8.ToArray()), ("d.npy", Array12[..^1]),
            ("e.npy", [.. Array12, 0]), ("f.npy", []));
        var faults = FaultsOf(() => Npz.Read(new MemoryStream(bytes)));
        Assert.Collection(
            faults,
            fault => Assert.Contains("'../a.npy'", fault),
            fault => Assert.Contains("'b.npy' appears twice", fault),
            fault => Assert.Contains("'c' is not a valid .npy array: it does not begin", fault),
            fault => Assert.Contains("takes 8 bytes, but 7 follow", fault),
            fault => Assert.Contains("takes 8 bytes, but 9 follow", fault),
            fault => Assert.Contains("'f' is not a valid .npy array", fault));
    }

    [Fact]
    public void AnArchiveWithoutEntriesHasNoTensors()
    {
        using var npz = Npz.Read(new MemoryStream(Zip()));
        Assert.Empty(npz.Tensors);
    }

    [Fact]
    public void RejectsABombByItsAnnouncement()
    {
        // 4 GB announced, in the archive's directory and by the array's own header, from a few dozen bytes.
        var bytes = Zip(CompressionLevel.SmallestSize, ("a.npy", Npy("<f4", "(1000000000,)", [])));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CentralDirectory(bytes) + 24), 128 + 4_000_000_000u);
        Assert.Contains("announces 4000000128 bytes from", Assert.Single(FaultsOf(() => Npz.Read(new MemoryStream(bytes)))));
    }

    [Fact]
    public void RejectsMoreThanTheHeaderDemandsWithoutUnpackingIt()
    {
        // An honest archive of 64 MB of zeros behind an array of two elements.
        var bytes = Zip(CompressionLevel.Fastest, ("a.npy", [.. Array12, .. new byte[64 << 20]]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("takes 8 bytes, but 67108872 follow", Assert.Single(FaultsOf(() => Npz.Read(new MemoryStream(bytes)))));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void RejectsAnEntryThatUnpacksToAnotherLength(CompressionLevel level)
    {
        // The directory's length agrees with the array's header, but the packed data are longer or shorter.
        foreach (var difference in (int[])[-4, 4, 4000])
        {
            var bytes = Zip(level, ("a.npy", [.. Array12, .. new byte[Math.Max(0, difference)]]));
            if (difference < 0) bytes = Zip(level, ("a.npy", Npy("<f4", "(2,)", Singles(1))));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(CentralDirectory(bytes) + 24), (uint)Array12.Length);
            var faults = FaultsOf(() =>
            {
                using var npz = Npz.Read(new MemoryStream(bytes));
                npz.ReadAll("a");
            });
            Assert.Contains("unpacked", Assert.Single(faults));
        }
    }

    [Fact]
    public void RejectsAWrongChecksum()
    {
        var bytes = Zip(("a.npy", Array12), ("b.npy", Array12));
        bytes[bytes.AsSpan().IndexOf(Singles(1, 2)) + 2] ^= 1;
        using var npz = Npz.Read(new MemoryStream(bytes));
        Assert.Contains("'a' cannot be unpacked", Assert.Single(FaultsOf(() => npz.ReadAll("a"))));
        Assert.Equal([1, 2], npz.ReadAll("b"));
    }

    [Fact]
    public void RejectsWhatIsNoArchive()
    {
        Assert.Contains("not a valid zip archive", Assert.Single(FaultsOf(() => Npz.Read(new MemoryStream(new byte[100])))));
        Assert.Contains("not a valid zip archive", Assert.Single(FaultsOf(() => Npz.Read(new MemoryStream()))));
    }

    [Fact]
    public void Crc32HasItsPublishedCheckValue()
    {
        var crc = new Crc32();
        crc.Append("12345"u8);
        crc.Append("6789"u8);
        Assert.Equal(0xCBF43926, crc.Value);
        crc = new Crc32();
        crc.Append("The quick brown fox jumps over the lazy dog"u8);
        Assert.Equal(0x414FA339u, crc.Value);
    }

    private static int CentralDirectory(byte[] zip) => zip.AsSpan().IndexOf("PK\x01\x02"u8);
}
