using System.IO.Compression;
using System.Reflection;
using static NetGen.Runtime.Tests.Weights.FileBytes;
using static NetGen.Runtime.Tests.Weights.SourceExtensions;

namespace NetGen.Runtime.Tests.Weights;

public sealed class WeightsFileTests
{
    private static readonly byte[] Array12 = Npy("<f4", "(2,)", Singles(1, 2));
    private static readonly byte[] Safe12 = SafeTensors("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", Singles(1, 2));

    public static TheoryData<string, Type> Formats => new()
    {
        { "safetensors", typeof(SafeTensors) },
        { "npy", typeof(Npy) },
        { "npz", typeof(Npz) },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void PicksTheFormatByTheContent(string format, Type expected)
    {
        using var folder = new TemporaryFolder();
        var bytes = Bytes(format);
        var source = WeightsFile.Open(folder.Write("a.bin", bytes));
        using (source as IDisposable) Check(source);
        Check(WeightsFile.Read(new MemoryStream(bytes), "a"));
        Check(WeightsFile.OpenResource(new OneResourceAssembly("a", bytes), "a"));

        void Check(ITensorSource opened)
        {
            Assert.IsType(expected, opened);
            Assert.Equal([new("a", [2])], opened.Tensors);
            Assert.Equal([1, 2], opened.ReadAll("a"));
        }
    }

    [Fact]
    public void SaysWhichFileIsMissing()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in (string[])[Path.Combine(folder.Path, "none.npz"), Path.Combine(folder.Path, "no", "none.npz")])
        {
            Action[] all = [() => WeightsFile.Open(path), () => NetGen.SafeTensors.Open(path), () => Npz.Open(path), () => NetGen.Npy.Open(path)];
            foreach (var open in all) Assert.Equal([$"There is no file '{path}'."], FaultsOf(open));
        }
        Assert.Contains("cannot be opened", Assert.Single(FaultsOf(() => WeightsFile.Open(folder.Path))));
    }

    [Fact]
    public void ClosesAFileThatItRejects()
    {
        using var folder = new TemporaryFolder();
        foreach (var content in (byte[][])[[], [1, 2, 3], Safe12[..9], Array12[..^1], Zip(("a.npy", Array12))[..^1]])
        {
            var path = folder.Write("bad", content);
            FaultsOf(() => WeightsFile.Open(path));
            using var exclusive = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
    }

    [Fact]
    public void ListsTheResourcesThatExist()
    {
        var app = new OneResourceAssembly("App.net.safetensors", Safe12);
        var fault = Assert.Single(FaultsOf(() => WeightsFile.OpenResource(app, "net.safetensors")));
        Assert.Contains("has no resource 'net.safetensors'; it has 'App.net.safetensors'", fault);
        fault = Assert.Single(FaultsOf(() => WeightsFile.OpenResource(typeof(WeightsFileTests).Assembly, "net.safetensors")));
        Assert.Contains("it has none", fault);
    }

    [Fact]
    public void ReadsAStreamFromWhereItStandsEvenWithoutSeeking()
    {
        using var inner = new MemoryStream([1, 2, 3, .. Safe12]) { Position = 3 };
        Assert.Equal([1, 2], WeightsFile.Read(inner).ReadAll("a"));
        inner.Position = 3;
        using var forward = new BrotliStream(Compressed(Safe12), CompressionMode.Decompress);
        Assert.Equal([1, 2], WeightsFile.Read(forward).ReadAll("a"));
        using var damaged = new GZipStream(new MemoryStream(Safe12), CompressionMode.Decompress);
        Assert.Contains("cannot be read", Assert.Single(FaultsOf(() => WeightsFile.Read(damaged))));
    }

    private static MemoryStream Compressed(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var brotli = new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(bytes);
        stream.Position = 0;
        return stream;
    }

    private static byte[] Bytes(string format) => format switch { "npy" => Array12, "npz" => Zip(("a.npy", Array12)), _ => Safe12 };

    private sealed class OneResourceAssembly(string name, byte[] content) : Assembly
    {
        public override string[] GetManifestResourceNames() => [name];

        public override Stream? GetManifestResourceStream(string resource) => resource == name ? new MemoryStream(content) : null;

        public override AssemblyName GetName() => new("App");
    }
}
