using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Fuzz.Tests;

/// <summary>The harness sees a network that computes something other than what it is compared with.</summary>
public class HarnessTests
{
    public static TheoryData<string, string> Pairs => new()
    {
        { "Relu", "LeakyRelu" },
        { "GlobalAveragePool", "GlobalMaxPool" },
        { "Gelu", "Silu" },
        { "Softmax", "LogSoftmax" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void AnotherFunction_IsFound(string compiled, string expected) => RequireFailure(Layer.Of(compiled), Layer.Of(expected));

    [Fact]
    public void AnotherProperty_IsFound()
    {
        var conv = Layer.Of("Conv", ("kernel", 3), ("outChannels", 2));
        var pool = Layer.Of("AveragePool", ("kernel", 3)).With("Pad", 1);
        RequireFailure(conv, conv.With("Stride", 2));
        RequireFailure(conv.With("Pad", 2), conv.With("Dilation", 2).With("Pad", 3));
        RequireFailure(pool, pool.With("CountPad", true));
    }

    private static void RequireFailure(Layer compiled, Layer expected)
    {
        var input = Layer.Of("Input", ("height", 7), ("width", 5), ("channels", 3));
        using var batch = new CompiledBatch([new NetworkModel(Layer.Of("Network"), [input, compiled])], LanguageVersion.Latest);
        var (_, type) = Assert.Single(batch.Accepted);
        Assert.Throws<NetworkFailure>(() => NetworkRun.Check(new NetworkModel(Layer.Of("Network"), [input, expected]), type, new Tally(), seed: 1));
    }
}
