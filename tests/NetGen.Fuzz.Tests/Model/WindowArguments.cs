using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>The window of a convolution or pool, as its attribute documents it.</summary>
internal static class WindowArguments
{
    public static WindowSpec Read(Layer layer)
    {
        var isPool = layer.Kind.EndsWith("Pool", StringComparison.Ordinal);
        var kernel = layer.Get("kernel", 1);
        var (height, width) = (layer.Get("KernelHeight", kernel), layer.Get("KernelWidth", kernel));
        var dilation = layer.Get("Dilation", 1);
        var pad = layer.Get("Pad", 0);
        return new WindowSpec(height, width)
        {
            StrideHeight = layer.Get("StrideHeight", layer.Get("Stride", isPool ? height : 1)),
            StrideWidth = layer.Get("StrideWidth", layer.Get("Stride", isPool ? width : 1)),
            DilationHeight = layer.Get("DilationHeight", dilation),
            DilationWidth = layer.Get("DilationWidth", dilation),
            PadTop = layer.Get("PadTop", pad),
            PadLeft = layer.Get("PadLeft", pad),
            PadBottom = layer.Get("PadBottom", pad),
            PadRight = layer.Get("PadRight", pad),
            Same = layer.Get("Same", false),
            Ceil = layer.Get("Ceil", false),
            CountPad = layer.Get("CountPad", false),
        };
    }

    /// <summary>Pixels from the first tap to the last, both included.</summary>
    public static long Span(this AxisWindow axis) => (long)axis.Dilation * (axis.Kernel - 1) + 1;

    /// <summary>The rows of a convolution or pool, or null where no window fits.</summary>
    public static int? Slide(AxisWindow axis, int size)
    {
        if (axis.Same) return (size + axis.Stride - 1) / axis.Stride;
        var padded = (long)size + axis.Begin + axis.End;
        if (axis.Span() > padded) return null;
        return axis.OutputSize(size) is var count and > 0 ? count : null;
    }

    /// <summary>The rows of a transposed convolution, or null where the padding removes all.</summary>
    public static int? Spread(AxisWindow axis, int size, int outputPad)
    {
        if (axis.Same) return size * axis.Stride;
        var rows = ((size - 1L) * axis.Stride) + axis.Span() - axis.Begin - axis.End + outputPad;
        return rows is >= 1 and <= int.MaxValue ? (int)rows : null;
    }
}
