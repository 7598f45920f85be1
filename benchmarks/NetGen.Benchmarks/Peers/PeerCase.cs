using NetGen.Kernels;
using NetGen.Onnx;
using Zoo;

namespace NetGen.Benchmarks.Peers;

/// <summary>A loaded network: pixels of height × width × channels in, maps in the same order out.</summary>
internal delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

/// <summary>A network of the comparison.</summary>
/// <param name="Name">Its name for --only and in the results.</param>
/// <param name="Title">Its name in the table.</param>
/// <param name="Network">The network class.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="IsConvolutional">Whether its fully convolutional form runs.</param>
/// <param name="Load">Loads a weights file, for a number of threads.</param>
/// <param name="Layers">Convolutions and dense layers, whose rounding errors add up.</param>
/// <param name="OneThread">The largest ratio that is aimed at on one thread.</param>
/// <param name="TwoThreads">The same on two.</param>
internal sealed record PeerCase(
    string Name, string Title, Type Network, int Height, int Width, bool IsConvolutional, Func<string, int, Forward> Load, int Layers, double OneThread, double TwoThreads)
{
    // Processes that only run a network do without the compiler that reads its declaration.
    private readonly Lazy<OnnxNetwork> _description = new(() => OnnxNetwork.Of(Network));

    public static IReadOnlyList<PeerCase> All { get; } =
    [
        new("vgg16_224", "VGG-16 @224", typeof(Vgg16), 224, 224, false, (path, threads) => With(Vgg16.Load(path), threads).Forward, 16, 0.40, 0.45),
        new("vgg16_fcn_384", "VGG-16 convolutional @384", typeof(Vgg16), 384, 384, true, LoadVggMap, 16, 0.40, 0.45),
        new("fcrn_a_256", "FCRN-A @256", typeof(FcrnA), 256, 256, false, (path, threads) => With(FcrnA.Load(path), threads).Forward, 8, 0.45, 0.50),
        new("alexnet_227", "AlexNet @227", typeof(AlexNet), 227, 227, false, (path, threads) => With(AlexNet.Load(path), threads).Forward, 8, 0.85, 0.90),
        new("lenet5", "LeNet-5", typeof(LeNet5), 28, 28, false, (path, threads) => With(LeNet5.Load(path), threads).Forward, 5, 0.45, 0.45),
        new("mlp784", "MLP 784-128-10", typeof(Mlp), 1, 1, false, (path, threads) => With(Mlp.Load(path), threads).Forward, 2, 0.45, 0.45),
        new("patch_64", "patch classifier @64", typeof(PatchClassifier64), 64, 64, false, (path, threads) => With(PatchClassifier64.Load(path), threads).Forward, 5, 0.50, 0.60),
        new("patch_640x320", "patch classifier @640×320", typeof(PatchClassifier640), 640, 320, false, (path, threads) => With(PatchClassifier640.Load(path), threads).Forward, 5, 0.70, 0.75),
        new("image_64", "image-to-image @64", typeof(ImageToImage64), 64, 64, false, (path, threads) => With(ImageToImage64.Load(path), threads).Forward, 4, 0.70, 0.75),
        new("image_1024", "image-to-image @1024", typeof(ImageToImage1024), 1024, 1024, false, (path, threads) => With(ImageToImage1024.Load(path), threads).Forward, 4, 0.40, 0.45),
        new("resnet18_224", "ResNet-18 @224", typeof(ResNet18), 224, 224, false, (path, threads) => With(ResNet18.Load(path), threads).Forward, 21, 0.60, 0.60),
        new("squeezenet11_224", "SqueezeNet 1.1 @224", typeof(SqueezeNet11), 224, 224, false, (path, threads) => With(SqueezeNet11.Load(path), threads).Forward, 26, 0.85, 0.85),
        new("mobilenetv2_224", "MobileNetV2 @224", typeof(MobileNetV2), 224, 224, false, (path, threads) => With(MobileNetV2.Load(path), threads).Forward, 53, 0.90, 0.90),
        new("fcn8s_500", "FCN-8s @500", typeof(Fcn8s), 500, 500, true, LoadFcn, 21, 0.45, 0.45),
        new("ultraface_320x240", "UltraFace slim @320×240", typeof(UltraFaceSlim), 240, 320, false, LoadUltraFace, 40, 0.80, 0.80),
    ];

    public int InputLength => checked((int)((int)Network.GetField("InputChannels")!.GetRawConstantValue()! * (long)Height * Width));

    public int OutputLength => checked((int)Output.Length);

    /// <summary>The difference that rounding explains, in units of the output's root mean square.</summary>
    public double Tolerance => 6e-5 * Math.Sqrt(Layers);

    public long MultiplyAdds => _description.Value.MultiplyAdds(Height, Width);

    public MapSize Output => _description.Value.OutputSize(Height, Width);

    public double Target(int threads) => threads == 1 ? OneThread : TwoThreads;

    /// <summary>Writes the same weights as an ONNX model, and as the file that NetGen loads.</summary>
    public void Write(string onnxPath, string weightsPath)
    {
        var specs = _description.Value.Tensors;
        var roles = specs.Select(RoleOf).ToArray();
        var weights = new HeInitialization(specs.AsSpan(), roles, seed: 1);
        if (IsConvolutional) _description.Value.ExportFullyConvolutional(onnxPath, weights, Height, Width);
        else _description.Value.Export(onnxPath, weights);
        SafeTensors.Write(weightsPath, specs.Select(spec => (spec, Values(weights, spec))));
    }

    // By the names that PyTorch gives them. A transposed kernel, taken for another, only gets a narrower range.
    private static TensorRole RoleOf(TensorSpec spec) => spec switch
    {
        { Shape.Length: > 1 } => TensorRole.Kernel,
        { Name: var name } when name.EndsWith(".running_var", StringComparison.Ordinal) => TensorRole.Variance,
        { Name: var name } when name.EndsWith(".weight", StringComparison.Ordinal) => TensorRole.Scale,
        _ => TensorRole.Bias,
    };

    private static ReadOnlyMemory<float> Values(HeInitialization weights, TensorSpec spec)
    {
        var values = new float[spec.Length];
        weights.Read(spec.Name, 0, values);
        return values;
    }

    private static Forward LoadVggMap(string path, int threads)
    {
        var network = With(Vgg16.Load(path), threads).ToFullyConvolutional();
        network.Threads = threads;
        return (input, output) => network.Forward(input, 384, 384, output);
    }

    private static Forward LoadFcn(string path, int threads)
    {
        var network = With(Fcn8s.Load(path), threads);
        return (input, output) => network.Forward(input, 500, 500, output);
    }

    private static Forward LoadUltraFace(string path, int threads)
    {
        var network = With(UltraFaceSlim.Load(path), threads);
        float[] scores0 = new float[UltraFaceSlim.ClassificationHeaders02Length], boxes0 = new float[UltraFaceSlim.RegressionHeaders02Length];
        float[] scores1 = new float[UltraFaceSlim.ClassificationHeaders12Length], boxes1 = new float[UltraFaceSlim.RegressionHeaders12Length];
        float[] scores2 = new float[UltraFaceSlim.ClassificationHeaders22Length], boxes2 = new float[UltraFaceSlim.RegressionHeaders22Length];
        var scores3 = new float[UltraFaceSlim.ClassificationHeaders3Length];
        return (input, output) => network.Forward(input, output, scores0, boxes0, scores1, boxes1, scores2, boxes2, scores3);
    }

    private static TNetwork With<TNetwork>(TNetwork network, int threads)
    {
        typeof(TNetwork).GetProperty("Threads")!.SetValue(network, threads);
        return network;
    }
}
