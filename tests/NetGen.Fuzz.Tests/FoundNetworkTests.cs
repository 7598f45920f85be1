using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Fuzz.Tests;

/// <summary>Networks that random tests have found to go wrong.</summary>
public class FoundNetworkTests
{
    // Not as inline data: the metadata that hold them cannot hold these.
    [Fact]
    public void NameThatIsNoText_IsRejected()
    {
        foreach (var name in new[] { "\ud800", "a\udc00b", "\uffff" })
            Assert.Equal(0, Check(Layer.Of("Input", ("channels", 4)), Layer.Of("Relu").With("Name", name)).Accepted);
    }

    [Fact]
    public void StrideBeyond32Bits_IsRejected()
    {
        var huge = Layer.Of("MaxPool", ("kernel", 2)).With("Stride", 1 << 30);
        var conv = Layer.Of("Conv", ("kernel", 2), ("outChannels", 1)).With("Stride", 3);
        var pool = Layer.Of("MaxPool", ("kernel", 1)).With("Stride", 1 << 30);
        Assert.Equal(0, Check(Layer.Of("Input", ("height", 5), ("width", 9), ("channels", 1)), conv, huge).Accepted);
        Assert.Equal(0, Check(Layer.Of("Input", ("height", 5), ("width", 9), ("channels", 1)), pool, pool, pool, pool).Accepted);
    }

    [Fact]
    public void WindowBeyond32Bits_IsRejected()
    {
        var pool = Layer.Of("MaxPool", ("kernel", 4)).With("Same", true).With("DilationHeight", 1 << 30);
        Assert.Equal(0, Check(Layer.Of("Input", ("channels", 3)), pool, Layer.Of("GlobalMaxPool")).Accepted);
    }

    private static Tally Check(params Layer[] attributes)
    {
        var tally = new Tally();
        new NetworkBatch([new NetworkModel(Layer.Of("Network"), [.. attributes]) { IsWild = true }]).Check(LanguageVersion.Latest, tally, seed: 1);
        return tally;
    }
}
