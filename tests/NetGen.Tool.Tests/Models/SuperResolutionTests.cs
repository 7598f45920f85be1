using NetGen.Imaging;
using NetGen.Tests;

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
        using var model = new SharedModel(Model);
        var small = Luminance();
        var large = Assert.Single(model.Run(small));
        Assert.Equal([1L, 1, Size * Factor, Size * Factor], large.Dimensions);
        if (Environment.GetEnvironmentVariable("NETGEN_PICTURES") is { } folder) Save(large.Floats, Path.Combine(folder, "espcn.png"));

        var bicubic = Bicubic(small);
        var error = large.Floats.Zip(bicubic).Average(pair => Math.Pow(Math.Clamp(pair.First, 0, 1) - Math.Clamp(pair.Second, 0, 1), 2));

        // What PyTorch 1.13 gives for the same weights and its own bicubic enlargement.
        Assert.Equal(36.61, -10 * Math.Log10(error), 0.02);
    }

    // The upper left of the photograph, as the eye weights its colours.
    private static float[] Luminance()
    {
        var photo = Png.Read(SharedData.Find(Photo)!);
        var values = new float[Size * Size];
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                var pixel = ((y * photo.Width) + x) * photo.Channels;
                values[(y * Size) + x] = ((0.299f * photo.Pixels[pixel]) + (0.587f * photo.Pixels[pixel + 1]) + (0.114f * photo.Pixels[pixel + 2])) / 255f;
            }
        }

        return values;
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
