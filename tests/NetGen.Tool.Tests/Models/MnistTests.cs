using System.Buffers.Binary;
using System.IO.Compression;
using NetGen.Tool.Running;
using NetGen.Tool.Tests.Cases;

namespace NetGen.Tool.Tests.Models;

/// <summary>A trained digit classifier: its own reference outputs, and digits that it has not seen.</summary>
public sealed class MnistTests
{
    private const string Model = "mnist-8/model.onnx";
    private const string Images = "mnist/t10k-images-idx3-ubyte.gz";
    private const string Labels = "mnist/t10k-labels-idx1-ubyte.gz";

    /// <summary>Scores go up to a few thousand; values are compared in proportion.</summary>
    private const double Tolerance = 1e-4;

    [SharedDataFact(Model)]
    public void It_gives_its_reference_outputs()
    {
        var model = SharedModel.Of(Model);
        for (var i = 0; i < 3; i++)
        {
            var folder = Path.GetDirectoryName(SharedData.Find($"mnist-8/test_data_set_{i}/input_0.pb"))!;
            var actual = model.Run(OnnxCase.Tensors(folder, "input")[0].Floats);
            var comparison = Comparison.Of(Assert.Single(actual), OnnxCase.Tensors(folder, "output")[0], Tolerance);
            Assert.True(comparison.IsEqual, comparison.ToString());
        }
    }

    [SharedDataFact(Model, Images, Labels)]
    public void It_reads_98_and_a_half_percent_of_ten_thousand_digits()
    {
        var model = SharedModel.Of(Model);
        var (images, labels) = (Unpack(Images), Unpack(Labels));
        var count = BinaryPrimitives.ReadInt32BigEndian(labels.AsSpan(4));
        Assert.Equal(10_000, count);
        var right = 0;
        for (var i = 0; i < count; i++)
        {
            var pixels = Array.ConvertAll(images[(16 + (i * 784))..(16 + ((i + 1) * 784))], pixel => (float)pixel);
            var scores = model.Run(pixels)[0].Floats;
            if (Array.IndexOf(scores, scores.Max()) == labels[8 + i]) right++;
        }

        Assert.True(right >= 0.985 * count, $"{right} of {count} digits are read right.");
    }

    private static byte[] Unpack(string path)
    {
        using var file = File.OpenRead(SharedData.Find(path)!);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
