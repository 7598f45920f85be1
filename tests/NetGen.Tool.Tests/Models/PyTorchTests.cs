using System.Text.Json;
using NetGen.Onnx.Import;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Models;

/// <summary>
/// Networks on weights that others trained and PyTorch and NumPy saved, against what PyTorch computes with them in double precision. expected.json
/// holds that; make_expected.py made it.
/// </summary>
public sealed class PyTorchTests
{
    private const string ResNet = "resnet20-cifar10/resnet20-12fca82f.npz";
    private const string Proposal = "mtcnn-pnet/pnet.npz";

    /// <summary>Twenty layers in single precision, some of them transformed; compared in proportion to the logits.</summary>
    private const double Tolerance = 2e-4;

    [SharedDataFact(ResNet)]
    public void ResNet20_gives_what_PyTorch_gives()
    {
        using var file = Npz.Open(SharedData.Find(ResNet)!);
        var output = new float[ResNet20.OutputLength];
        ResNet20.Load(new WithShortcuts(file)).Forward(Image(3, 32, 32), output);
        AssertClose("resnet20", output);
    }

    [SharedDataFact(Proposal)]
    public void The_proposal_network_gives_what_PyTorch_gives()
    {
        const int Height = 25, Width = 22;
        using var file = Npz.Open(SharedData.Find(Proposal)!);
        var size = ProposalNetwork.OutputSize(Height, Width);
        var (boxes, scores) = (new float[size.Length], new float[size.Height * size.Width * 2]);
        ProposalNetwork.Load(new Numbered(file)).Forward(Image(3, Height, Width), Height, Width, boxes, scores);
        AssertClose("boxes", boxes);
        AssertClose("scores", scores);
    }

    // Element i is ((7919·i) mod 1009)/1009 − ½, as in make_expected.py.
    private static float[] Image(int channels, int height, int width) =>
        [.. Enumerable.Range(0, channels * height * width).Select(i => (float)((i * 7919 % 1009 / 1009.0) - 0.5))];

    private static void AssertClose(string name, float[] actual)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Repository.TestProject, "Models", "expected.json")));
        var expected = json.RootElement.GetProperty(name);
        long[] shape = [.. expected.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt64())];
        float[] values = [.. expected.GetProperty("values").EnumerateArray().Select(value => value.GetSingle())];
        var comparison = Comparison.Of(ConstantTensor.Of(name, shape, actual), ConstantTensor.Of(name, shape, values), Tolerance);
        Assert.True(comparison.IsEqual, comparison.ToString());
    }

    /// <summary>The file, and the shortcuts' ones: channel c of n goes to channel c + n/2 of 2n.</summary>
    private sealed class WithShortcuts(ITensorSource file) : ITensorSource
    {
        private static readonly TensorSpec[] Shortcuts = [new("shortcut2.weight", [32, 16, 1, 1]), new("shortcut3.weight", [64, 32, 1, 1])];

        public IReadOnlyList<TensorSpec> Tensors => [.. file.Tensors, .. Shortcuts];

        public void Read(string name, long start, Span<float> destination)
        {
            if (Shortcuts.FirstOrDefault(spec => spec.Name == name) is not { } shortcut)
            {
                file.Read(name, start, destination);
                return;
            }

            var channels = shortcut.Shape[1];
            for (var i = 0; i < destination.Length; i++) destination[i] = (start + i) / channels - (channels / 2) == (start + i) % channels ? 1 : 0;
        }
    }

    /// <summary>The arrays are numbered in the order of the layers.</summary>
    private sealed class Numbered(ITensorSource file) : ITensorSource
    {
        private static readonly string[] Names =
        [
            "conv1.weight", "conv1.bias", "prelu1.weight", "conv2.weight", "conv2.bias", "prelu2.weight", "conv3.weight", "conv3.bias", "trunk.weight",
            "scores.weight", "scores.bias", "boxes.weight", "boxes.bias",
        ];

        public IReadOnlyList<TensorSpec> Tensors => [.. file.Tensors.Select(spec => spec with { Name = Names[int.Parse(spec.Name, System.Globalization.CultureInfo.InvariantCulture)] })];

        public void Read(string name, long start, Span<float> destination) => file.Read($"{Array.IndexOf(Names, name):00}", start, destination);
    }
}
