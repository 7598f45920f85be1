using NetGen.Imaging;

namespace NetGen.Tool.Tests.Models;

/// <summary>Super-resolution by three, on the luminance of a photograph.</summary>
public sealed class SuperResolutionTests
{
    private const string Model = "espcn/super_resolution.onnx";
    private const string Photo = "images/astronaut.png";
    private const int Size = 224, Factor = 3;
    private const double A = -0.75;

    [SharedDataFact(Model, Photo)]
    public void It_is_close_to_a_bicubic_enlargement()
    {
        var model = SharedModel.Of(Model);
        var small = Luminance();
        var large = Assert.Single(model.Run(small));
        Assert.Equal([1L, 1, Size * Factor, Size * Factor], large.Dimensions);
        var bicubic = Bicubic(small);

        // What PyTorch 1.13 gives for the same weights and its own bicubic enlargement.
        Assert.Equal(36.61, Decibels(large.Floats, bicubic, Size * Factor, 0), 0.02);
    }

    /// <summary>
    /// A photograph, made three times smaller and enlarged again. The environment variable NETGEN_PICTURES names a folder to see the three pictures in.
    /// </summary>
    [SharedDataFact(Model, Photo)]
    public void It_enlarges_a_photograph_that_was_made_smaller()
    {
        const int Part = 170, Border = 12;
        var photo = Png.Read(SharedData.Find(Photo)!);
        var truth = new float[Size * Factor * Size * Factor];
        for (var y = 0; y < Part * Factor; y++)
            for (var x = 0; x < Part * Factor; x++) truth[(y * Size * Factor) + x] = Luminance(photo, y, x);

        // Behind its right and lower border the small picture goes on as it ends.
        var small = new float[Size * Size];
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var (top, left) = (Math.Min(y, Part - 1) * Factor, Math.Min(x, Part - 1) * Factor);
                for (var tap = 0; tap < Factor * Factor; tap++) small[(y * Size) + x] += truth[((top + (tap / Factor)) * Size * Factor) + left + (tap % Factor)] / (Factor * Factor);
            }
        }

        var (resolved, bicubic) = (SharedModel.Of(Model).Run(small)[0].Floats, Bicubic(small));
        if (Environment.GetEnvironmentVariable("NETGEN_PICTURES") is { } folder)
        {
            foreach (var (name, picture) in new[] { ("truth", truth), ("super-resolved", resolved), ("bicubic", bicubic) }) Save(picture, Path.Combine(folder, $"{name}.png"));
        }

        var (ofResolved, ofBicubic) = (Decibels(resolved, truth, Part * Factor, Border), Decibels(bicubic, truth, Part * Factor, Border));

        // What PyTorch 1.13 gives for the same weights. Edges are sharper, but the model was trained on pictures made smaller in another way.
        Assert.Equal(27.13, ofResolved, 0.02);
        Assert.Equal(27.42, ofBicubic, 0.02);
    }

    /// <summary>The likeness of the upper left parts of two pictures, without so many pixels at each side.</summary>
    private static double Decibels(float[] a, float[] b, int side, int border)
    {
        var sum = 0.0;
        for (var y = border; y < side - border; y++)
        {
            for (var x = border; x < side - border; x++)
                sum += Math.Pow(Math.Clamp(a[(y * Size * Factor) + x], 0, 1) - Math.Clamp(b[(y * Size * Factor) + x], 0, 1), 2);
        }

        return -10 * Math.Log10(sum / Math.Pow(side - (2 * border), 2));
    }

    // The upper left of the photograph, as the eye weights its colours.
    private static float[] Luminance()
    {
        var photo = Png.Read(SharedData.Find(Photo)!);
        var values = new float[Size * Size];
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++) values[(y * Size) + x] = Luminance(photo, y, x);
        return values;
    }

    private static float Luminance(Imaging.Image photo, int y, int x)
    {
        var pixel = ((y * photo.Width) + x) * photo.Channels;
        return ((0.299f * photo.Pixels[pixel]) + (0.587f * photo.Pixels[pixel + 1]) + (0.114f * photo.Pixels[pixel + 2])) / 255f;
    }

    // Keys' cubic with a = −¾, as PyTorch has it: pixels' centres half a pixel in, the border repeated.
    private static float[] Bicubic(float[] small)
    {
        const int Large = Size * Factor;
        var rows = new double[Large * Size];
        for (var y = 0; y < Large; y++)
        {
            for (var x = 0; x < Size; x++) rows[(y * Size) + x] = At(y, tap => small[(tap * Size) + x]);
        }

        var values = new float[Large * Large];
        for (var y = 0; y < Large; y++)
        {
            for (var x = 0; x < Large; x++) values[(y * Large) + x] = (float)At(x, tap => rows[(y * Size) + tap]);
        }

        return values;
    }

    private static double At(int index, Func<int, double> sample)
    {
        var place = ((index + 0.5) / Factor) - 0.5;
        var first = (int)Math.Floor(place);
        var sum = 0.0;
        for (var tap = first - 1; tap <= first + 2; tap++)
        {
            var distance = Math.Abs(place - tap);
            var weight = distance <= 1
                ? ((A + 2) * Math.Pow(distance, 3)) - ((A + 3) * distance * distance) + 1
                : (A * Math.Pow(distance, 3)) - (5 * A * distance * distance) + (8 * A * distance) - (4 * A);
            sum += weight * sample(Math.Clamp(tap, 0, Size - 1));
        }

        return sum;
    }

    private static void Save(float[] values, string path)
    {
        var image = new Imaging.Image(Size * Factor, Size * Factor, 1, Array.ConvertAll(values, value => (byte)Math.Round(Math.Clamp(value, 0, 1) * 255)));
        Png.Write(path, image);
    }
}
