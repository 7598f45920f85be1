using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// TensorFlow's SAME padding along one axis: max((⌈n/stride⌉ − 1)·stride + span − n, 0) in all, the odd one at the end. It depends on the extent n, so
/// networks for images of any size compute it when they run.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SamePadding
{
    /// <summary>Rows or columns added before the first.</summary>
    /// <param name="extent">Rows or columns of the input.</param>
    /// <param name="span">Those that the window spans: dilation × (kernel − 1) + 1.</param>
    /// <param name="stride">Those from one window to the next.</param>
    public static int Before(int extent, int span, int stride) => Total(extent, span, stride) / 2;

    /// <summary>Rows or columns added after the last.</summary>
    /// <inheritdoc cref="Before"/>
    public static int After(int extent, int span, int stride) => (Total(extent, span, stride) + 1) / 2;

    private static int Total(int extent, int span, int stride)
    {
        var windows = ((long)extent + stride - 1) / stride;
        return (int)Math.Max(((windows - 1) * stride) + span - extent, 0);
    }
}
