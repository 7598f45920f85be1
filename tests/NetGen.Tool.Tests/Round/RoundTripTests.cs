using NetGen.Onnx;
using NetGen.Onnx.Import;
using NetGen.Networks.Tests.Support;
using NetGen.Onnx.Tests;
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

    public static TheoryData<string> Networks =>
        [.. typeof(RoundTripTests).Assembly.GetTypes()
            .Where(type => type.Namespace == "NetGen.Onnx.Tests" && type.IsDefined(typeof(NetworkAttribute), false) && OnnxNetwork.Of(type).Input is not null)
            .Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Gives_the_same_code_and_the_same_numbers(string name)
    {
        var type = typeof(RoundTripTests).Assembly.GetType(name)!;
        var weights = Exported.Weights(type);
        using var model = new MemoryStream();
        OnnxNetwork.Of(type).Export(model, Exported.InOrder(type, weights));
        var graph = ModelReader.Read(model.ToArray(), $"{type.Name}.onnx", null);
        if (NotSupported.TryGetValue(type, out var reason))
        {
            Assert.Contains(reason, Assert.Throws<UnsupportedModelException>(() => OnnxImport.Run(graph)).Message);
            return;
        }

        var network = OnnxImport.Run(graph);
        CompareNumbers(type, weights, network);
        CompareCode(type, network);
    }

    private static void CompareCode(Type type, ImportedNetwork network)
    {
        var original = CanonicalCode.Of(NetworkMetadata.Read(type.Assembly.Location, type.FullName!).Declaration);
        var again = CanonicalCode.Of(NetworkDeclarations.Check(network, type.Name).Declaration);
        if (OtherCode.ContainsKey(type)) Assert.NotEqual(original, again);
        else Assert.Equal(original, again);
    }

    private static void CompareNumbers(Type type, RandomTensors weights, ImportedNetwork network)
    {
        var instance = type.GetMethod("Load", [typeof(ITensorSource)])!.Invoke(null, [Exported.InOrder(type, weights)])!;
        var input = OnnxNetwork.Of(type).Input!.Value;
        var pixels = NetGen.Reference.RandomSource.ToSingle(new NetGen.Reference.RandomSource(11).NextValues((int)input.Length, -1.5, 1.5));
        using var compiled = CompiledNetwork.Compile(network, CancellationToken.None);
        var planes = new float[pixels.Length];
        Transpose(pixels, planes, input.Channels);
        var actual = ModelRun.Run(network, compiled, ConstantTensor.Of("x", [.. network.InputDimensions], planes));

        var outputs = actual.Select(tensor => new float[tensor.Length]).ToArray();
        var forward = type.GetMethods().Single(method => method.Name == "Forward" && method.GetParameters().Length == outputs.Length + 1);
        if (outputs.Length == 1) forward.CreateDelegate<Forward>(instance)(pixels, outputs[0]);
        else forward.CreateDelegate<ForwardToFour>(instance)(pixels, outputs[0], outputs[1], outputs[2], outputs[3]);
        for (var i = 0; i < outputs.Length; i++)
        {
            var expected = new float[outputs[i].Length];
            Transpose(outputs[i], expected, (int)actual[i].Dimensions[1]);
            var comparison = Comparison.Of(actual[i], ConstantTensor.Of("y", actual[i].Dimensions, expected), Tolerance);
            Assert.True(comparison.IsEqual, comparison.ToString());
        }
    }

    // Pixel by pixel → plane by plane.
    private static void Transpose(float[] pixels, float[] planes, int channels)
    {
        var count = pixels.Length / channels;
        for (var pixel = 0; pixel < count; pixel++)
            for (var channel = 0; channel < channels; channel++) planes[(channel * count) + pixel] = pixels[(pixel * channels) + channel];
    }
}
