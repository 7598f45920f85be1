using NetGen.Imaging;

namespace DigitFinder;

/// <summary>
/// A page as the network wants it: 0 for paper, 1 for ink, whether it is dark on light or light on dark; with a margin of clean paper
/// around, so that a digit at the page's very edge is in the middle of some crop too.
/// </summary>
internal sealed class PageImage
{
    /// <summary>Gray levels that ink differs from paper at least: on an empty page the noise must not become ink.</summary>
    private const int LeastContrast = 64;

    /// <summary>Rows and columns of paper added on each side: half a crop.</summary>
    public const int Margin = DigitNet.InputWidth / 2;

    /// <exception cref="InvalidDataException">The image is smaller than a crop, or too large for one pass.</exception>
    public PageImage(Image image)
    {
        if (image.Height < DigitNet.InputHeight || image.Width < DigitNet.InputWidth)
            throw new InvalidDataException(
                $"The image has {image.Width}×{image.Height} pixels; it must have {DigitNet.InputWidth}×{DigitNet.InputHeight} at least.");
        (InkHeight, InkWidth) = (image.Height + 2 * Margin, image.Width + 2 * Margin);
        RequireMemory(image);
        Gray = image.ToGray();
        (Ink, IsDarkOnLight) = ToInk(Gray);
    }

    public Image Gray { get; }

    /// <summary>InkHeight × InkWidth values from 0 to 1: the page within its margin.</summary>
    public float[] Ink { get; }

    public int InkHeight { get; }

    public int InkWidth { get; }

    public bool IsDarkOnLight { get; }

    public int Width => Gray.Width;

    public int Height => Gray.Height;

    /// <summary>The ink at a pixel of the page; 0 outside of it.</summary>
    public float InkAt(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height ? Ink[(y + Margin) * InkWidth + x + Margin] : 0;

    private void RequireMemory(Image image)
    {
        long needed;
        try
        {
            needed = DigitNet.FullyConvolutional.WorkspaceBytes(InkHeight, InkWidth);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException(
                $"The image has {image.Width}×{image.Height} pixels: its feature maps would be too large for one pass.", exception);
        }
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (needed > available)
            throw new InvalidDataException(
                $"The image has {image.Width}×{image.Height} pixels: one pass needs {needed:N0} bytes; {available:N0} exist.");
    }

    /// <summary>Paper is the median gray; ink is where the darkest or the lightest half percent lie, whichever is further away.</summary>
    private (float[] Ink, bool IsDarkOnLight) ToInk(Image gray)
    {
        var histogram = new int[256];
        foreach (var value in gray.Pixels) histogram[value]++;
        var (dark, paper, light) = (Quantile(histogram, 0.005), Quantile(histogram, 0.5), Quantile(histogram, 0.995));
        var darkOnLight = paper - dark >= light - paper;
        var contrast = darkOnLight ? -Math.Max(paper - dark, LeastContrast) : Math.Max(light - paper, LeastContrast);
        var ink = new float[InkHeight * InkWidth];
        for (var y = 0; y < gray.Height; y++)
            for (var x = 0; x < gray.Width; x++)
                ink[(y + Margin) * InkWidth + x + Margin] = Math.Clamp((gray.Pixels[y * gray.Width + x] - paper) / (float)contrast, 0f, 1f);
        return (ink, darkOnLight);
    }

    private static int Quantile(int[] histogram, double share)
    {
        var count = histogram.Sum(pixels => (long)pixels);
        var (value, below) = (0, (long)histogram[0]);
        while (below < count * share) below += histogram[++value];
        return value;
    }
}
