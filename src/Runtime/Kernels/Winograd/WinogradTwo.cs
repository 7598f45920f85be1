using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>What algorithms of 2×2 outputs differ in. Distances are in elements.</summary>
internal unsafe interface IWinogradTwo
{
    /// <inheritdoc cref="IWinogradTransform.KernelSize"/>
    int KernelSize { get; }

    /// <inheritdoc cref="IWinogradTransform.Input"/>
    void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half);

    /// <summary>Aᵀ p A of the products: the outputs without their bias.</summary>
    /// <param name="products">Point 0.</param>
    /// <param name="point">From a point to the next.</param>
    /// <param name="half">A tile for what is half done.</param>
    FourOutputs Sums(float* products, nint point, Vector256<float>* half);
}

/// <summary>F(2×2, r×r).</summary>
internal readonly unsafe struct WinogradTwo<TTile> : IWinogradTransform
    where TTile : struct, IWinogradTwo
{
    public int KernelSize => default(TTile).KernelSize;

    public int OutputSize => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Input(float* input, nint pixel, nint row, float* output, nint point, Vector256<float>* half) =>
        default(TTile).Input(input, pixel, row, output, point, half);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Output<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* added, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation =>
        default(TTile).Sums(products, point, half).Store(biases, activation, added, output, pixel, row);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PooledOutput<TActivation>(
        float* products, nint point, float* biases, TActivation activation, float* output, nint pixel, nint row, Vector256<float>* half)
        where TActivation : struct, IActivation =>
        default(TTile).Sums(products, point, half).StoreLargest(biases, activation, output);
}
