namespace NetGen;

/// <summary>Enlarges a map: H×W×C → scale·H × scale·W × C.</summary>
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>An upsampling.</summary>
    /// <param name="scale">Output rows per input row, and columns per column.</param>
    public UpsampleAttribute(int scale) => Scale = scale;

    /// <summary>Output rows per input row.</summary>
    public int Scale { get; }

    /// <summary>The interpolation.</summary>
    public UpsampleMode Mode { get; set; } = UpsampleMode.Nearest;

    /// <summary>
    /// Bilinear only: whether the centres of the corner pixels coincide (the step between pixels then depends on the size of the map);
    /// otherwise their outer edges do.
    /// </summary>
    public bool AlignCorners { get; set; }
}

/// <summary>
/// Moves channels into pixels: H×W×(C·r²) → rH × rW × C. Output channel c at sub-pixel (i, j) is input channel c·r² + i·r + j
/// (PyTorch's <c>PixelShuffle</c>, ONNX's DepthToSpace in CRD mode).
/// </summary>
public sealed class PixelShuffleAttribute : LayerAttribute
{
    /// <summary>A pixel shuffle.</summary>
    /// <param name="factor">r: output rows per input row. Its square divides the channels.</param>
    public PixelShuffleAttribute(int factor) => Factor = factor;

    /// <summary>Output rows per input row.</summary>
    public int Factor { get; }
}

/// <summary>Adds rows and columns of zeros on all four sides: H×W×C → (H + 2n) × (W + 2n) × C.</summary>
public sealed class ZeroPadAttribute : LayerAttribute
{
    /// <summary>A border of zeros.</summary>
    /// <param name="pad">Rows and columns added on each side.</param>
    public ZeroPadAttribute(int pad) => Pad = pad;

    /// <summary>Rows and columns added on each side.</summary>
    public int Pad { get; }
}

/// <summary>Cuts a rectangle out of a map: H×W×C → height×width×C.</summary>
public sealed class CropAttribute : LayerAttribute
{
    /// <summary>A crop.</summary>
    /// <param name="top">The first row that is kept.</param>
    /// <param name="left">The first column that is kept.</param>
    /// <param name="height">Rows kept.</param>
    /// <param name="width">Columns kept.</param>
    public CropAttribute(int top, int left, int height, int width) => (Top, Left, Height, Width) = (top, left, height, width);

    /// <summary>The first row that is kept.</summary>
    public int Top { get; }

    /// <summary>The first column that is kept.</summary>
    public int Left { get; }

    /// <summary>Rows kept.</summary>
    public int Height { get; }

    /// <summary>Columns kept.</summary>
    public int Width { get; }
}

/// <summary>
/// Cuts out of a map the part that has the height and width of another layer's: H×W×C → rows×columns×C. Where it begins follows from what the two maps see:
/// at the row and the column whose receptive field has its centre where that of the other layer's first has, as Caffe's coordinate maps place it.
/// </summary>
/// <example><code>
/// [ConvTranspose(64, 21, Stride = 32), CropLike("Input")]        // the scores of FCN-32s, enlarged, at the place of each pixel
/// </code></example>
public sealed class CropLikeAttribute : LayerAttribute
{
    /// <summary>A crop to another layer's size.</summary>
    /// <param name="layer">The other layer, or <c>Input</c>: an earlier one.</param>
    public CropLikeAttribute(string layer) => Layer = layer;

    /// <summary>The layer whose height and width the output has.</summary>
    public string Layer { get; }

    /// <summary>The first row that is kept, where it should not be the one that sees what the other layer's first sees.</summary>
    public int Top { get; set; }

    /// <summary>The first column that is kept, likewise.</summary>
    public int Left { get; set; }
}

/// <summary>Dropout: does nothing when the network is run.</summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>A dropout.</summary>
    /// <param name="probability">The share of values dropped in training.</param>
    public DropoutAttribute(double probability = 0.5) => Probability = probability;

    /// <summary>The share of values dropped in training.</summary>
    public double Probability { get; }
}
