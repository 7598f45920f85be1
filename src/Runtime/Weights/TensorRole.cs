using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What a tensor is to its layer.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TensorRole
{
    /// <summary>The filters of a convolution (out, in/groups, height, width), or the matrix of a dense layer (out, in).</summary>
    Kernel,

    /// <summary>The filters of a transposed convolution (in, out/groups, height, width).</summary>
    TransposedKernel,

    /// <summary>A summand per channel of a convolution or dense layer.</summary>
    Bias,

    /// <summary>The factor γ of a normalisation.</summary>
    Scale,

    /// <summary>The summand β of a normalisation.</summary>
    Shift,

    /// <summary>The running mean of a batch normalisation.</summary>
    Mean,

    /// <summary>The running variance of a batch normalisation.</summary>
    Variance,

    /// <summary>The slope of a PReLU for negative values.</summary>
    Slope,
}
