namespace NetGen.Kernels;

/// <summary>
/// A map as one long row, for windows of one tap that meet every pixel: rows mean nothing to them. It is read and written from front to back, and no tile is lost at the
/// ends of short rows.
/// </summary>
internal static class PixelRow
{
    /// <summary>Makes both maps one row, if the window is such; maps that fit a span have no more pixels than an <see cref="int"/> counts.</summary>
    public static void Join(ref MapSize xs, in Window window, ref MapSize ys)
    {
        var pixelwise = window is { KernelHeight: 1, KernelWidth: 1, StrideHeight: 1, StrideWidth: 1, PadTop: 0, PadLeft: 0 };
        if (!pixelwise || xs.Height != ys.Height || xs.Width != ys.Width) return;
        xs = new(1, xs.Height * xs.Width, xs.Channels);
        ys = new(1, ys.Height * ys.Width, ys.Channels);
    }
}
