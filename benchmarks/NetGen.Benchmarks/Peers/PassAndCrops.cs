using System.Globalization;

namespace NetGen.Benchmarks.Peers;

/// <summary>
/// What the fully convolutional form is for: one pass of VGG-16 over an image of 384×384 against a call for each of the 36 crops of 224×224 at its stride, cut out
/// of the image as a caller without it would have to.
/// </summary>
internal static class PassAndCrops
{
    private const int Image = 384, Crop = 224, Stride = 32, Channels = 3, Side = (Image - Crop) / Stride + 1;

    /// <summary>The line of the output, for a number of threads.</summary>
    /// <param name="threads">Threads of a call.</param>
    /// <param name="blocks">How often the two take turns; the least time of either counts.</param>
    public static string Measure(int threads, int blocks)
    {
        var network = Vgg16.Create(seed: 1);
        network.Threads = threads;
        var sliding = network.ToFullyConvolutional();
        var image = new float[Image * Image * Channels];
        for (var i = 0; i < image.Length; i++) image[i] = (i * 7919 % 1000 / 500f) - 1;
        var (crop, scores, map) = (new float[Vgg16.InputLength], new float[Vgg16.OutputLength], new float[Vgg16.FullyConvolutional.OutputSize(Image, Image).Length]);

        void Pass() => sliding.Forward(image, Image, Image, map);

        void Crops()
        {
            for (var place = 0; place < Side * Side; place++)
            {
                Cut(image, place / Side * Stride, place % Side * Stride, crop);
                network.Forward(crop, scores);
            }
        }

        var (pass, crops) = Alternation.Run(Pass, Crops, blocks);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"VGG-16 on {threads} thread(s): one pass at {Image} takes {pass:F0} ms, the {Side * Side} crops of {Crop} {crops:F0} ms: {crops / pass:F1} times as long; {(double)Side * Side * Vgg16.MultiplyAdds / Vgg16.FullyConvolutional.MultiplyAdds(Image, Image):F2} times the multiply-adds.");
    }

    private static void Cut(ReadOnlySpan<float> image, int top, int left, Span<float> crop)
    {
        const int Row = Crop * Channels;
        for (var row = 0; row < Crop; row++) image.Slice((((top + row) * Image) + left) * Channels, Row).CopyTo(crop[(row * Row)..]);
    }
}
