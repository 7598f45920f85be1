using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Filters of a 3×3 convolution, transformed for Winograd's F(4×4, 3×3) or F(2×2, 3×3): G g Gᵀ for each pair of channels, computed in double precision, packed
/// [transform point, 36 or 16][pair of blocks of 8 output channels][input channel][16].
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class WinogradWeights
{
    /// <summary>Rows and columns of the larger of the tiles.</summary>
    internal const int LargestTile = 6;

    /// <summary>Output channels whose filters lie side by side.</summary>
    internal const int Pair = 2 * Lanes.Count;

    /// <summary>
    /// The points of interpolation are 0, ±<see cref="Inner"/>, ±<see cref="Outer"/> and ∞. Lavin and Gray (Fast Algorithms for Convolutional Neural Networks,
    /// 2015) take ±1 and ±2; these, as near as short fractions come to balancing the powers that the transforms multiply by, round three times less.
    /// </summary>
    internal const float Inner = 0.625f;

    /// <inheritdoc cref="Inner"/>
    internal const float Outer = 1.5f;

    private static readonly double[,] Large = MakeTransform();

    // Of the points 0, ±1 and ∞.
    private static readonly double[,] Small = { { 1, 0, 0 }, { 0.5, 0.5, 0.5 }, { 0.5, -0.5, 0.5 }, { 0, 0, 1 } };

    private readonly double[,] _transform;

    private readonly NativeBuffer _filters;
    private readonly NativeBuffer _bias;

    private WinogradWeights(ConvolutionWeights direct, int outputSize)
    {
        (OutputSize, _transform) = (outputSize, outputSize == 4 ? Large : Small);
        (OutChannels, InChannels) = (direct.OutChannels, direct.InChannels);
        Blocks = (OutChannels + 2 * Lanes.Count - 1) / (2 * Lanes.Count) * 2;
        PointLength = (long)Blocks * InChannels * Lanes.Count;
        _filters = new NativeBuffer(checked(PointLength * Points));
        _bias = new NativeBuffer((long)Blocks * Lanes.Count);
        _filters.Clear();
        _bias.Clear();
        new ReadOnlySpan<float>(direct.Bias, direct.BlocksPerGroup * Lanes.Count).CopyTo(new Span<float>(_bias.Pointer, Blocks * Lanes.Count));
        for (var block = 0; block < direct.BlocksPerGroup; block++) TransformBlock(direct.Filters + block * direct.BlockLength, block);
        GC.KeepAlive(direct);
    }

    /// <summary>Rows and columns of outputs that a tile gives: 4 or 2.</summary>
    public int OutputSize { get; }

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>The memory taken, padding included.</summary>
    public long Bytes => _filters.Bytes + _bias.Bytes;

    internal int Blocks { get; }

    /// <summary>Rows and columns of a transformed tile.</summary>
    internal int TileSize => OutputSize + 2;

    /// <summary>Points of a transformed tile.</summary>
    internal int Points => TileSize * TileSize;

    /// <summary>Elements of one transform point.</summary>
    internal long PointLength { get; }

    internal float* Filters => _filters.Pointer;

    internal float* Bias => _bias.Pointer;

    /// <summary>Transforms the filters of a 3×3 convolution without groups.</summary>
    /// <param name="direct">The filters.</param>
    /// <param name="outputSize">Rows and columns of outputs that a tile gives: 4 or 2.</param>
    /// <exception cref="ArgumentException">It is another convolution, or another size.</exception>
    public static WinogradWeights From(ConvolutionWeights direct, int outputSize = 4)
    {
        ArgumentNullException.ThrowIfNull(direct);
        if (outputSize is not (2 or 4)) throw new ArgumentOutOfRangeException(nameof(outputSize), outputSize, "Tiles give 2×2 or 4×4 outputs.");
        Guard.Equal(direct.KernelHeight, 3, "The kernel height", nameof(direct));
        Guard.Equal(direct.KernelWidth, 3, "The kernel width", nameof(direct));
        Guard.Equal(direct.Groups, 1, "The number of groups", nameof(direct));
        return new(direct, outputSize);
    }

    private void TransformBlock(float* filters, int block)
    {
        var taps = stackalloc double[9];
        var points = stackalloc double[LargestTile * LargestTile];
        for (var input = 0; input < InChannels; input++)
        {
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                for (var tap = 0; tap < 9; tap++) taps[tap] = filters[((long)tap * InChannels + input) * Lanes.Count + lane];
                TransformFilter(taps, points);
                var target = Filters + ((long)(block / 2) * InChannels + input) * Pair + block % 2 * Lanes.Count + lane;
                for (var point = 0; point < Points; point++) target[point * PointLength] = (float)points[point];
            }
        }
    }

    // Row p: (1, p, p²) over the product of the distances to the other points.
    private static double[,] MakeTransform()
    {
        const double A = (double)Inner * Inner, B = (double)Outer * Outer;
        var transform = new double[LargestTile, 3];
        (double Point, double Distances)[] points = [(0, A * B), (Inner, 2 * A * (A - B)), (-Inner, 2 * A * (A - B)), (Outer, 2 * B * (B - A)), (-Outer, 2 * B * (B - A))];
        for (var row = 0; row < points.Length; row++)
        {
            var (point, distances) = points[row];
            (transform[row, 0], transform[row, 1], transform[row, 2]) = (1 / distances, point / distances, point * point / distances);
        }

        transform[LargestTile - 1, 2] = 1;
        return transform;
    }

    /// <summary>G g Gᵀ.</summary>
    private void TransformFilter(double* taps, double* points)
    {
        var rows = stackalloc double[LargestTile * 3];
        for (var i = 0; i < TileSize; i++)
        {
            for (var column = 0; column < 3; column++)
            {
                rows[i * 3 + column] = _transform[i, 0] * taps[column] + _transform[i, 1] * taps[3 + column] + _transform[i, 2] * taps[6 + column];
            }
        }

        for (var i = 0; i < TileSize; i++)
        {
            for (var j = 0; j < TileSize; j++)
            {
                points[i * TileSize + j] = _transform[j, 0] * rows[i * 3] + _transform[j, 1] * rows[i * 3 + 1] + _transform[j, 2] * rows[i * 3 + 2];
            }
        }
    }
}
