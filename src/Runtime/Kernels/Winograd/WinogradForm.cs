using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// One of Winograd's algorithms F(m×m, r×r): the points at which the polynomials of filters and inputs are multiplied, and the transform G of the filters
/// (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2015; Barabasz and Gregg, Winograd Convolution for DNNs: Beyond Linear Polynomials, 2019).
/// </summary>
internal sealed unsafe class WinogradForm
{
    /// <summary>
    /// The points of 6×6 tiles are 0, ±<see cref="Inner"/>, ±<see cref="Outer"/> and ∞. Lavin and Gray take ±1 and ±2; these, as near as short fractions come to
    /// balancing the powers that the transforms multiply by, round three times less.
    /// </summary>
    public const float Inner = 0.625f;

    /// <inheritdoc cref="Inner"/>
    public const float Outer = 1.5f;

    private static readonly double[] Four = [0, 1, -1], Six = [0, Inner, -Inner, Outer, -Outer], Eight = [0, 0.5, -0.5, 1, -1, 2, -2];

    private static readonly WinogradForm[] All = [new(3, 4, Six), new(3, 2, Four), new(5, 2, Six), new(7, 2, Eight)];

    // [point][tap]: row p is (1, p, p², …) over the product of the distances to the other points; ∞ takes the last tap alone.
    private readonly double[] _transform;

    private WinogradForm(int kernelSize, int outputSize, double[] points)
    {
        (KernelSize, OutputSize, TileSize) = (kernelSize, outputSize, points.Length + 1);
        _transform = new double[TileSize * kernelSize];
        for (var row = 0; row < points.Length; row++)
        {
            var (power, distances) = (1.0, 1.0);
            foreach (var other in points) distances *= other == points[row] ? 1 : points[row] - other;
            for (var tap = 0; tap < kernelSize; tap++, power *= points[row]) _transform[row * kernelSize + tap] = power / distances;
        }

        _transform[^1] = 1;
    }

    /// <summary>Rows and columns of the filters: r.</summary>
    public int KernelSize { get; }

    /// <summary>Rows and columns of outputs that a tile gives: m.</summary>
    public int OutputSize { get; }

    /// <summary>Rows and columns of a tile: m + r − 1.</summary>
    public int TileSize { get; }

    /// <summary>Points of a transformed tile.</summary>
    public int Points => TileSize * TileSize;

    /// <summary>The algorithm for filters and tiles of a size; null if there is none.</summary>
    public static WinogradForm? Find(int kernelSize, int outputSize) => Array.Find(All, form => form.KernelSize == kernelSize && form.OutputSize == outputSize);

    /// <summary>G g Gᵀ of four filters, in double precision.</summary>
    /// <param name="taps">The filters, r×r.</param>
    /// <param name="points">Receives their points.</param>
    /// <param name="half">r values for each row of a tile, for what is half done.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Transform(Vector256<double>* taps, Vector256<double>* points, Vector256<double>* half)
    {
        var (kernel, tile) = (KernelSize, TileSize);
        fixed (double* transform = _transform)
        {
            for (var row = 0; row < tile; row++)
            {
                for (var column = 0; column < kernel; column++) half[row * kernel + column] = Sum(transform + row * kernel, taps + column, kernel, kernel);
            }

            for (var row = 0; row < tile; row++)
            {
                for (var column = 0; column < tile; column++) points[row * tile + column] = Sum(transform + column * kernel, half + row * kernel, 1, kernel);
            }
        }
    }

    /// <summary>A line of 3, 5 or 7 taps times a row of the transform, written out: a loop takes several times as long as what it computes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Sum(double* factors, Vector256<double>* values, nint step, int count)
    {
        var sum = values[0] * factors[0] + values[step] * factors[1] + values[2 * step] * factors[2];
        if (count == 3) return sum;
        sum = sum + values[3 * step] * factors[3] + values[4 * step] * factors[4];
        return count == 5 ? sum : sum + values[5 * step] * factors[5] + values[6 * step] * factors[6];
    }
}
