using NetGen.Networks.Tests.Support;
using NetGen.OnnxRuntime;
using NetGen.Reference;

namespace NetGen.Onnx.Tests;

/// <summary>Exported networks in ONNX Runtime give what NetGen gives.</summary>
public sealed class PeerTests
{
    /// <summary>Of the output's root mean square. Both engines round in single precision, in another order, and exponentials by other polynomials.</summary>
    private const double Tolerance = 1e-4;

    private static readonly Lazy<OrtApi> Api = new(() => new OrtApi(RuntimeLibrary.Find()!));

    private delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

    private delegate void ForwardAnySize(ReadOnlySpan<float> image, int height, int width, Span<float> maps);

    [PeerTheory]
    [MemberData(nameof(FixedNetworks))]
    public void Fixed_form_agrees(string name)
    {
        var network = typeof(PeerTests).Assembly.GetType(name)!;
        var weights = Exported.Weights(network);
        var instance = network.GetMethod("Load", [typeof(ITensorSource)])!.Invoke(null, [Exported.InOrder(network, weights)])!;
        var forward = network.GetMethod("Forward")!.CreateDelegate<Forward>(instance);
        var description = OnnxNetwork.Of(network);
        Compare(path => description.Export(path, Exported.InOrder(network, weights)), description.Input!.Value, (x, y) => forward(x, y));
    }

    [PeerTheory]
    [InlineData(typeof(Classifier), 33, 30)]
    [InlineData(typeof(TensorFlowClassifier), 21, 40)]
    [InlineData(typeof(Pyramid), 40, 56)]
    [InlineData(typeof(Crops), 23, 30)]
    [InlineData(typeof(Residuals), 17, 12)]
    public void Fully_convolutional_form_agrees(Type network, int height, int width)
    {
        var weights = Exported.Weights(network);
        var instance = network.GetMethod("Load", [typeof(ITensorSource)])!.Invoke(null, [Exported.InOrder(network, weights)])!;
        if (network.GetMethod("ToFullyConvolutional") is { } convert) instance = convert.Invoke(instance, null)!;
        var forward = instance.GetType().GetMethod("Forward")!.CreateDelegate<ForwardAnySize>(instance);
        var description = OnnxNetwork.Of(network);
        Compare(path => description.ExportFullyConvolutional(path, Exported.InOrder(network, weights), height, width), new MapSize(height, width, 3), (x, y) => forward(x, height, width, y));
    }

    [PeerTheory]
    [InlineData(0, "y", 3)]
    [InlineData(1, "faces", 2)]
    [InlineData(2, "points", 5)]
    [InlineData(3, "y_2", 4)]
    public void Every_output_agrees(int index, string name, int channels)
    {
        var weights = Exported.Weights(typeof(Heads));
        var network = Heads.Load(weights);
        var description = OnnxNetwork.Of(typeof(Heads));
        Forward forward = (x, y) =>
        {
            float[][] outputs = [new float[Heads.OutputLength], new float[Heads.FacesLength], new float[Heads.PointsLength], new float[Heads.YLength]];
            network.Forward(x, outputs[0], outputs[1], outputs[2], outputs[3]);
            Assert.Equal(y.Length, outputs[index].Length);
            Assert.Equal(0, y.Length % channels);
            outputs[index].CopyTo(y);
        };
        Compare(path => description.Export(path, weights), description.Input!.Value, forward, name, index);
    }

    public static TheoryData<string> FixedNetworks =>
        [.. SizedNetworks.All.Where(network => !network.IsDefined(typeof(OutputAttribute), false)).Select(network => network.FullName!)];

    private static void Compare(Action<string> export, MapSize input, Forward forward, string name = "y", int index = 0)
    {
        var path = Path.Combine(Path.GetTempPath(), $"netgen-{Guid.NewGuid():n}.onnx");
        try
        {
            export(path);
            using var session = new OrtSession(Api.Value, path, threads: 1, name, index);
            var pixels = RandomSource.ToSingle(new RandomSource(11).NextValues((int)input.Length, -1.5, 1.5));
            Planes.Of(pixels, input.Channels).CopyTo(session.Input);
            session.Run();

            var output = new float[session.Output.Length];
            forward(pixels, output);
            var error = Planes.Error(Planes.Of(output, (int)session.OutputShape[1]), session.Output);
            Assert.True(error <= Tolerance, $"The largest difference is {error:G3} of the output's root mean square; {Tolerance:G3} is allowed.");
        }
        finally
        {
            File.Delete(path);
        }
    }
}
