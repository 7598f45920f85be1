using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// The transforms of one of Winograd's algorithms F(m×m, r×r) on 8 channels at a time: Bᵀ d B of a tile of (m + r − 1)² pixels, and Aᵀ p A of the products, which gives
/// m×m outputs. They fit the filters of the <see cref="WinogradForm"/> of the same kernel and output size. Distances are in elements.
/// </summary>
internal unsafe interface IWinogradTransform
{
    /// <summary>Rows and columns of the filters: r.</summary>
    int KernelSize { get; }

    /// <summary>Rows and columns of outputs: m.</summary>
    int OutputSize { get; }

    /// <summary>Transforms a tile of the input.</summary>
    /// <param name="input">Its first pixel.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="output">Receives point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="half">A tile for what is half done: memory of its own would be cleared at every call.</param>
    void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half);

    /// <summary>Transforms products back, adds the bias and applies the activation: m×m outputs.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="biases">Of each channel.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="added">The first pixel of what is added before, as far apart as the output's; null if nothing is.</param>
    /// <param name="output">Receives the first pixel.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="half">A tile for what is half done.</param>
    void Output<TActivation>(float* products, nint point, float* biases, TActivation activation, float* added, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation;

    /// <summary>As <see cref="Output"/>, and stores the largest of each 2×2 outputs.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="biases">Of each channel.</param>
    /// <param name="activation">Applied to each output.</param>
    /// <param name="output">Receives the first of the values.</param>
    /// <param name="pixel">From a pixel to the next.</param>
    /// <param name="row">From a row to the next.</param>
    /// <param name="half">A tile for what is half done.</param>
    void PooledOutput<TActivation>(float* products, nint point, float* biases, TActivation activation, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation;
}
