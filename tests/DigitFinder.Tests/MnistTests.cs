using System.IO.Compression;

namespace DigitFinder.Tests;

public class MnistTests
{
    private const int TrainedOn = 8000;

    [SharedDataFact("mnist")]
    public void The_fixed_network_reads_the_2000_images_that_it_was_not_trained_on()
    {
        var images = Unzip("t10k-images-idx3-ubyte.gz")[16..];
        var labels = Unzip("t10k-labels-idx1-ubyte.gz")[8..];
        Assert.Equal((10000 * DigitNet.InputLength, 10000), (images.Length, labels.Length));
        var (ink, scores) = (new float[DigitNet.InputLength], new float[DigitNet.OutputLength]);
        var right = 0;
        for (var n = TrainedOn; n < labels.Length; n++)
        {
            for (var i = 0; i < ink.Length; i++) ink[i] = images[n * ink.Length + i] / 255f;
            Trained.Network.Forward(ink, scores);
            var digits = scores.AsSpan(0, DigitNet.NoDigit);
            if (digits.IndexOf(scores.Take(DigitNet.NoDigit).Max()) == labels[n]) right++;
        }
        Assert.InRange(right, 1950, 2000);
    }

    private static byte[] Unzip(string name)
    {
        using var file = new GZipStream(File.OpenRead(Path.Combine(SharedData.Find("mnist")!, name)), CompressionMode.Decompress);
        var content = new MemoryStream();
        file.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>A test that needs the digits beside the checkout, reported as skipped where they are absent.</summary>
}
