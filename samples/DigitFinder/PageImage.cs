using NetGen.Imaging;

namespace DigitFinder;

/// <summary>A page as the network wants it: 0 for paper, 1 for ink, whether it is dark on light or light on dark.</summary>
internal sealed class PageImage
{
    /// <summary>Gray levels that ink differs from paper at least: on an empty page the noise must not become ink.</summary>
    private const int LeastContrast = 64;

    /// <exception cref="InvalidDataException">The image is smaller than a crop, or needs more memory than there is.</exception>
    public PageImage(Image image)
    {
        const int MinHeight = DigitNet.FullyConvolutional.MinHeight, MinWidth = DigitNet.FullyConvolutional.MinWidth;
        if (image.Height < MinHeight || image.Width < MinWidth)
            throw new InvalidDataException($"The image has {image.Width}×{image.Height} pixels, but a digit needs at least {MinWidth}×{MinHeight}.");
        var (needed, available) = (DigitNet.FullyConvolutional.WorkspaceBytes(image.Height, image.Width), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (needed > available)
            throw new InvalidDataException($"The image has {image.Width}×{image.Height} pixels, for which {needed} bytes of memory are needed and {available} exist.");
        Gray = image.ToGray();
        (Ink, IsDarkOnLight) = ToInk(Gray);
    }

    public Image Gray { get; }

    /// <summary>Height × width values from 0 to 1.</summary>
    public float[] Ink { get; }

    public bool IsDarkOnLight { get; }

    public int Width => Gray.Width;

    public int Height => Gray.Height;

    /// <summary>Paper is the median gray; ink is where the darkest or the lightest half percent lie, whichever is further away.</summary>
    private static (float[] Ink, bool IsDarkOnLight) ToInk(Image gray)
    {
        var histogram = new int[256];
        foreach (var value in gray.Pixels) histogram[value]++;
        var (dark, paper, light) = (Quantile(histogram, gray.Pixels.Length, 0.005), Quantile(histogram, gray.Pixels.Length, 0.5), Quantile(histogram, gray.Pixels.Length, 0.995));
        var darkOnLight = paper - dark >= light - paper;
        var contrast = darkOnLight ? -Math.Max(paper - dark, LeastContrast) : Math.Max(light - paper, LeastContrast);
        var ink = new float[gray.Pixels.Length];
        for (var i = 0; i < ink.Length; i++) ink[i] = Math.Clamp((gray.Pixels[i] - paper) / (float)contrast, 0f, 1f);
        return (ink, darkOnLight);
    }

    private static int Quantile(int[] histogram, int count, double share)
    {
        var (value, below) = (0, (long)histogram[0]);
        while (below < count * share) below += histogram[++value];
        return value;
    }
}
