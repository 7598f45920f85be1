using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Onnx.Tests;
using NetGen.OnnxRuntime;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Round;

/// <summary>Networks that together have every layer, written as ONNX and imported again.</summary>
public sealed class RoundTripTests
{
    /// <summary>The same layers on the same weights; where they differ, sums are taken in another order.</summary>
    private const double Tolerance = 1e-4;

    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    private delegate void ForwardToFour(ReadOnlySpan<float> input, Span<float> a, Span<float> b, Span<float> c, Span<float> d);

    /// <summary>What ONNX says in another way than the attributes, so that the generated code differs though the numbers are the same.</summary>
    private static readonly Dictionary<Type, string> OtherCode = new()
    {
        [typeof(Convolutions)] = "SAME padding is written in numbers",
        [typeof(Transposed)] = "SAME padding is written in numbers, and output padding takes away padding first",
        [typeof(MaxPools)] = "SAME padding, and windows that hang over, are written as padding",
        [typeof(AveragePools)] = "SAME padding, and windows that hang over, are written as padding",
        [typeof(CountingPools)] = "windows that hang over are written as padding",
        [typeof(Joins)] = "a product of three is written as two",
    };

    /// <summary>What cannot be imported again.</summary>
    private static readonly Dictionary<Type, string> NotSupported = new()
    {
        [typeof(DilatedPools)] = "differs from",
    };

    private static readonly string[] Names =
        [.. typeof(RoundTripTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "NetGen.Onnx.Tests" && type.IsDefined(typeof(NetworkAttribute), false) && OnnxNetwork.Of(type).Input is not null)
            .Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    private static readonly CompiledBatch Imported = new(Names, name =>
    {
        var type = typeof(RoundTripTests).Assembly.GetType(name)!;
        using var model = new MemoryStream();
        OnnxNetwork.Of(type).Export(model, Exported.InOrder(type, Exported.Weights(type)));
        var network = OnnxImport.Run(ModelReader.Read(model.ToArray(), $"{type.Name}.onnx", null));
        return (network, ConstantTensor.Of("x", [.. network.InputDimensions], Planes.Of(Pixels(type), OnnxNetwork.Of(type).Input!.Value.Channels)));
    });

    public static TheoryData<string> Networks => [.. Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gives_the_same_code_and_the_same_numbers(string name)
    {
        var type = typeof(RoundTripTests).Assembly.GetType(name)!;
        if (NotSupported.TryGetValue(type, out var reason))
        {
            Assert.Contains(reason, Assert.Throws<UnsupportedModelException>(() => Imported[name]).Message);
            return;
        }

        var (network, input, compiled) = Imported[name];
        CompareNumbers(type, ModelRun.Run(network, compiled, input));
        CompareCode(type, network);
    }

    private static void CompareCode(Type type, ImportedNetwork network)
    {
        var original = CanonicalCode.Of(NetworkMetadata.Read(type.Assembly.Location, type.FullName!).Declaration);
        var again = CanonicalCode.Of(NetworkDeclarations.Check(network, type.Name).Declaration);
        if (OtherCode.ContainsKey(type)) Assert.NotEqual(original, again);
        else Assert.Equal(original, again);
    }

    private static void CompareNumbers(Type type, IReadOnlyList<ConstantTensor> actual)
    {
        var instance = type.GetMethod("Load", [typeof(ITensorSource)])!.Invoke(null, [Exported.InOrder(type, Exported.Weights(type))])!;
        var pixels = Pixels(type);
        var outputs = actual.Select(tensor => new float[tensor.Length]).ToArray();
        var forward = type.GetMethods().Single(method => method.Name == "Forward" && method.GetParameters().Length == outputs.Length + 1);
        if (outputs.Length == 1) forward.CreateDelegate<Forward>(instance)(pixels, outputs[0]);
        else forward.CreateDelegate<ForwardToFour>(instance)(pixels, outputs[0], outputs[1], outputs[2], outputs[3]);
        for (var i = 0; i < outputs.Length; i++)
        {
            var comparison = Comparison.Of(actual[i], ConstantTensor.Of("y", actual[i].Dimensions, Planes.Of(outputs[i], (int)actual[i].Dimensions[1])), Tolerance);
            Assert.True(comparison.IsEqual, comparison.ToString());
        }
    }

    private static float[] Pixels(Type type) =>
        Reference.RandomSource.ToSingle(new Reference.RandomSource(11).NextValues((int)OnnxNetwork.Of(type).Input!.Value.Length, -1.5, 1.5));
}
