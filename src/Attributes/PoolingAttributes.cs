namespace NetGen;

/// <summary>A pooling window; its stride is its kernel unless set.</summary>
public abstract class PoolAttribute : WindowAttribute
{
    private protected PoolAttribute(int kernel) : base(kernel) => Stride = kernel;

    /// <summary>
    /// Rounds the number of windows up instead of down: ⌈(H + pad − d(k−1) − 1)/stride⌉ + 1, less one if the last window would
    /// start in the padding at the end.
    /// </summary>
    public bool Ceil { get; set; }
}

/// <summary>The largest value of each window, per channel. Padding never wins.</summary>
public sealed class MaxPoolAttribute : PoolAttribute
{
    /// <summary>A maximum pool.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    public MaxPoolAttribute(int kernel) : base(kernel)
    {
    }
}

/// <summary>The mean of each window, per channel.</summary>
public sealed class AveragePoolAttribute : PoolAttribute
{
    /// <summary>An average pool.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    public AveragePoolAttribute(int kernel) : base(kernel)
    {
    }

    /// <summary>Whether the padding counts as zeros of the mean; otherwise only the pixels inside the map count.</summary>
    public bool CountPad { get; set; }
}

/// <summary>The mean of each channel over the whole map: H×W×C → 1×1×C.</summary>
public sealed class GlobalAveragePoolAttribute : LayerAttribute;

/// <summary>The largest value of each channel over the whole map: H×W×C → 1×1×C.</summary>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;

/// <summary>
/// The means of a grid of windows that covers the whole map, whatever its size: H×W×C → height×width×C. Output row i is the mean of the
/// input rows from ⌊i·H/height⌋ to ⌈(i+1)·H/height⌉ (PyTorch's <c>AdaptiveAvgPool2d</c>).
/// </summary>
public sealed class AdaptiveAveragePoolAttribute : LayerAttribute
{
    /// <summary>An adaptive average pool.</summary>
    /// <param name="height">Rows of the output.</param>
    /// <param name="width">Columns of the output.</param>
    public AdaptiveAveragePoolAttribute(int height, int width) => (Height, Width) = (height, width);

    /// <summary>Rows of the output.</summary>
    public int Height { get; }

    /// <summary>Columns of the output.</summary>
    public int Width { get; }
}
