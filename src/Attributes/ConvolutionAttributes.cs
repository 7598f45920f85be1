namespace NetGen;

/// <summary>A window that slides over the rows and columns of a feature map.</summary>
public abstract class WindowAttribute : LayerAttribute
{
    private protected WindowAttribute(int kernel) => Kernel = kernel;

    /// <summary>The window's height and width in pixels, before dilation.</summary>
    public int Kernel { get; }

    /// <summary>Pixels from one window to the next.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Rows and columns added on each of the four sides.</summary>
    public int Pad { get; set; }

    /// <summary>
    /// TensorFlow's SAME padding: an output of ⌈n/stride⌉ rows, with the padding that this takes, the odd row at the end. It
    /// depends on the size of the input. Excludes <see cref="Pad"/> and its kin.
    /// </summary>
    public bool Same { get; set; }

    /// <summary>Pixels from one tap of the window to the next; 1 for a dense window.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>The window's height, where it differs from its width.</summary>
    public int KernelHeight { get; set; }

    /// <summary>The window's width, where it differs from its height.</summary>
    public int KernelWidth { get; set; }

    /// <summary>The stride over rows, where it differs.</summary>
    public int StrideHeight { get; set; }

    /// <summary>The stride over columns, where it differs.</summary>
    public int StrideWidth { get; set; }

    /// <summary>The dilation over rows, where it differs.</summary>
    public int DilationHeight { get; set; }

    /// <summary>The dilation over columns, where it differs.</summary>
    public int DilationWidth { get; set; }

    /// <summary>Rows added at the top, where they differ from <see cref="Pad"/>.</summary>
    public int PadTop { get; set; }

    /// <summary>Columns added at the left, where they differ from <see cref="Pad"/>.</summary>
    public int PadLeft { get; set; }

    /// <summary>Rows added at the bottom, where they differ from <see cref="Pad"/>.</summary>
    public int PadBottom { get; set; }

    /// <summary>Columns added at the right, where they differ from <see cref="Pad"/>.</summary>
    public int PadRight { get; set; }
}

/// <summary>
/// A convolution (cross-correlation, as in all frameworks): H×W×in → ⌊(H + pad − d(k−1) − 1)/stride⌋ + 1 rows, likewise columns, × out.
/// Weights: <c>Name.weight</c> (out, in/groups, kernel height, kernel width), <c>Name.bias</c> (out).
/// </summary>
public sealed class ConvAttribute : WindowAttribute
{
    /// <summary>A convolution that takes as many channels as arrive.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="outChannels">Channels of the output.</param>
    public ConvAttribute(int kernel, int outChannels) : base(kernel) => OutChannels = outChannels;

    /// <summary>A convolution that states, and checks, the channels that arrive.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    public ConvAttribute(int kernel, int inChannels, int outChannels) : base(kernel) =>
        (InChannels, OutChannels) = (inChannels, outChannels);

    /// <summary>Channels of the input; 0 when they are inferred.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Groups of channels that do not see each other; as many as channels for a depthwise convolution.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}

/// <summary>
/// A transposed convolution: H×W×in → (H−1)·stride − pad + d(k−1) + 1 + <see cref="OutputPad"/> rows, likewise columns, × out.
/// Weights: <c>Name.weight</c> (in, out/groups, kernel height, kernel width), <c>Name.bias</c> (out).
/// With <see cref="WindowAttribute.Same"/>, H·stride rows.
/// </summary>
public sealed class ConvTransposeAttribute : WindowAttribute
{
    /// <summary>A transposed convolution that takes as many channels as arrive.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="outChannels">Channels of the output.</param>
    public ConvTransposeAttribute(int kernel, int outChannels) : base(kernel) => OutChannels = outChannels;

    /// <summary>A transposed convolution that states, and checks, the channels that arrive.</summary>
    /// <param name="kernel">Height and width of the window.</param>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    public ConvTransposeAttribute(int kernel, int inChannels, int outChannels) : base(kernel) =>
        (InChannels, OutChannels) = (inChannels, outChannels);

    /// <summary>Channels of the input; 0 when they are inferred.</summary>
    public int InChannels { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; set; } = 1;

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Rows and columns added to the output at the bottom and right, less than the stride or the dilation.</summary>
    public int OutputPad { get; set; }
}

/// <summary>
/// A fully connected layer over the whole feature map: H×W×C → 1×1×out.
/// Weights: <c>Name.weight</c> (out, in), <c>Name.bias</c> (out). The order in which the map is flattened is the network's
/// <see cref="NetworkAttribute.Weights"/>.
/// </summary>
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>A dense layer that takes as many features as arrive.</summary>
    /// <param name="outFeatures">Features of the output.</param>
    public DenseAttribute(int outFeatures) => OutFeatures = outFeatures;

    /// <summary>A dense layer that states, and checks, the features that arrive.</summary>
    /// <param name="inFeatures">Features of the input: height × width × channels.</param>
    /// <param name="outFeatures">Features of the output.</param>
    public DenseAttribute(int inFeatures, int outFeatures) => (InFeatures, OutFeatures) = (inFeatures, outFeatures);

    /// <summary>Features of the input; 0 when they are inferred.</summary>
    public int InFeatures { get; }

    /// <summary>Features of the output.</summary>
    public int OutFeatures { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; set; } = true;
}
