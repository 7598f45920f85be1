using System.Collections.Immutable;

namespace NetGen.Fuzz.Tests;

/// <summary>What the values of a weight tensor are drawn for.</summary>
public enum TensorUse
{
    /// <summary>The filters of a convolution, plain or transposed.</summary>
    Kernel,

    /// <summary>The matrix of a dense layer.</summary>
    Matrix,

    /// <summary>Factors about 1, of either sign.</summary>
    Factor,

    /// <summary>Summands and slopes about 0.</summary>
    Summand,

    /// <summary>Variances.</summary>
    Variance,
}

/// <summary>A weight tensor that a layer is documented to have.</summary>
/// <param name="Suffix">What follows the layer's name: "weight".</param>
/// <param name="Shape">PyTorch's.</param>
/// <param name="Use">What it is for.</param>
/// <param name="FanIn">The values summed up to one output.</param>
public sealed record Tensor(string Suffix, ImmutableArray<int> Shape, TensorUse Use, int FanIn = 1);
