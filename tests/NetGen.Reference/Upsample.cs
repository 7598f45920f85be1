namespace NetGen.Reference;

/// <summary>Enlarges a map: H×W×C → scale·H × scale·W × C.</summary>
public static class Upsample
{
    /// <summary>Every output pixel copies the input pixel that it lies in.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="scale">Output rows per input row.</param>
    public static Map Nearest(Map x, int scale) =>
        Map.Build(x.Height * scale, x.Width * scale, x.Channels, (y, column, c) => x[y / scale, column / scale, c]);

    /// <summary>Every output pixel is the weighted mean of the four input pixels around it.</summary>
    /// <param name="x">H×W×C.</param>
    /// <param name="scale">Output rows per input row.</param>
    /// <param name="alignCorners">Whether the centres of the corner pixels coincide; otherwise their outer edges do.</param>
    public static Map Bilinear(Map x, int scale, bool alignCorners) =>
        Map.Build(x.Height * scale, x.Width * scale, x.Channels, (y, column, c) =>
        {
            var (top, bottom, down) = Neighbours(y, x.Height, scale, alignCorners);
            var (left, right, across) = Neighbours(column, x.Width, scale, alignCorners);
            var above = (1 - across) * x[top, left, c] + across * x[top, right, c];
            var below = (1 - across) * x[bottom, left, c] + across * x[bottom, right, c];
            return (1 - down) * above + down * below;
        });

    /// <summary>The pixels before and after the output pixel's centre, and the share of the one after.</summary>
    private static (int Before, int After, double Share) Neighbours(int output, int size, int scale, bool alignCorners)
    {
        var position = alignCorners ? Aligned(output, size, scale) : (output + 0.5) / scale - 0.5;
        position = Math.Max(position, 0);
        var before = (int)Math.Floor(position);
        return (before, Math.Min(before + 1, size - 1), position - before);
    }

    private static double Aligned(int output, int size, int scale) => size == 1 ? 0 : (double)output * (size - 1) / (size * scale - 1);
}
