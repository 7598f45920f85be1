using NetGen.Imaging;
using NetGen.Tool.Running;

namespace NetGen.Tool.Tests.Models;

/// <summary>One face detector, exported twice: with its batch normalisations folded into the convolutions, and as they were.</summary>
public sealed class FaceDetectorTests
{
    private const string Folded = "ultraface-slim/version-slim-320_simplified.onnx";
    private const string Unfolded = "ultraface-slim/version-slim-320_without_postprocessing.onnx";
    private const string Photo = "images/astronaut.png";

    /// <summary>Thirty convolutions, whose weights were folded and rounded by another program than NetGen.</summary>
    private const double Tolerance = 1e-3;

    private const int Height = 240, Width = 320;

    [SharedDataFact(Folded, Unfolded, Photo)]
    public void Folded_and_unfolded_agree()
    {
        var image = Image();
        var folded = SharedModel.Of(Folded);
        var unfolded = SharedModel.Of(Unfolded);
        var (a, b) = (folded.Run(image), unfolded.Run(image));
        Assert.Equal(2, a.Length);
        for (var i = 0; i < a.Length; i++)
        {
            var comparison = Comparison.Of(a[i], b[i], Tolerance);
            Assert.True(comparison.IsEqual, comparison.ToString());
        }
    }

    [SharedDataFact(Unfolded)]
    public void Batch_norms_stay_layers_and_the_compiler_folds_them()
    {
        var unfolded = SharedModel.Of(Unfolded);
        Assert.Equal(25, unfolded.Network.Layers.Count(layer => layer.Layer.Kind == "BatchNorm"));
        Assert.Contains(unfolded.Network.Layers, layer => layer.Name == "base_net.0.1");
    }

    /// <summary>Boxes are offsets from a grid of anchors; the scores alone say that there is a face, and where.</summary>
    [SharedDataFact(Folded, Photo)]
    public void It_finds_the_face_and_nothing_else()
    {
        var detector = SharedModel.Of(Folded);
        var scores = detector.Run(Image())[0];
        Assert.Equal([1L, 4420, 2], scores.Dimensions);
        var faces = Enumerable.Range(0, 4420).Where(anchor => scores.Floats[(2 * anchor) + 1] > 0.7f).ToArray();
        Assert.InRange(faces.Length, 1, 100);

        // The first 30×40×3 anchors lie eight pixels apart, three to a place. The face fills about a sixth of the photograph's width.
        Assert.All(faces.Where(anchor => anchor < 3600), anchor =>
        {
            var (y, x) = (anchor / 3 / 40 * 8, anchor / 3 % 40 * 8);
            Assert.InRange(y * 512 / Height, 40, 220);
            Assert.InRange(x * 512 / Width, 140, 310);
        });
    }

    // The photograph, each pixel the nearest, as the detector was trained: (value − 127) / 128, plane by plane.
    private static float[] Image()
    {
        var photo = Png.Read(SharedData.Find(Photo)!);
        var values = new float[3 * Height * Width];
        for (var c = 0; c < 3; c++)
        {
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    var pixel = (((y * photo.Height / Height * photo.Width) + (x * photo.Width / Width)) * photo.Channels) + c;
                    values[(((c * Height) + y) * Width) + x] = (photo.Pixels[pixel] - 127f) / 128f;
                }
            }
        }

        return values;
    }
}
