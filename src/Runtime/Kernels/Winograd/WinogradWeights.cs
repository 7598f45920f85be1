using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

/// <summary>
/// Filters of a convolution, transformed for one of Winograd's algorithms: G g Gᵀ for each pair of channels, computed in double precision, packed
/// [transform point, 16 to 64][group][pair of blocks of 8 output channels][input channel of the group][16].
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class WinogradWeights
{
    /// <summary>Output channels whose filters lie side by side.</summary>
    internal const int Pair = 2 * Lanes.Count;

    /// <summary>Filters that are transformed at once.</summary>
    private const int AtOnce = 4;

    /// <summary>Input channels whose points are put side by side: four cache lines.</summary>
    private const int InputsAtOnce = 4;

    private readonly WinogradForm _form;
    private readonly NativeBuffer _filters;
    private readonly NativeBuffer _bias;

    private WinogradWeights(ConvolutionWeights direct, WinogradForm form)
    {
        _form = form;
        (OutChannels, InChannels, Groups) = (direct.OutChannels, direct.InChannels, direct.Groups);
        PairsPerGroup = (direct.BlocksPerGroup + 1) / 2;
        PointLength = (long)PairsPerGroup * Groups * GroupInChannels * Pair;
        _filters = new NativeBuffer(checked(PointLength * form.Points));
        _bias = new NativeBuffer((long)PairsPerGroup * Groups * Pair);

        // All of them are written below, but in pieces: pages that are touched in order first seemed to be read faster, by a hundredth or two.
        _filters.Clear();
        _bias.Clear();
        for (var group = 0; group < Groups; group++)
        {
            var (source, target) = ((long)group * direct.BlocksPerGroup, (long)group * PairsPerGroup);
            var biases = new ReadOnlySpan<float>(direct.Bias + source * Lanes.Count, direct.BlocksPerGroup * Lanes.Count);
            biases.CopyTo(new Span<float>(Bias + target * Pair, biases.Length));
            for (var pair = 0; pair < PairsPerGroup; pair++)
            {
                var blocks = Math.Min(2, direct.BlocksPerGroup - 2 * pair);
                TransformPair(direct.Filters + (source + 2 * pair) * direct.BlockLength, direct.BlockLength, blocks, Filters + (target + pair) * GroupInChannels * Pair);
            }
        }

        GC.KeepAlive(direct);
    }

    /// <summary>Rows and columns of the filters: 3, 5 or 7.</summary>
    public int KernelSize => _form.KernelSize;

    /// <summary>Rows and columns of outputs that a tile gives: 4 or 2.</summary>
    public int OutputSize => _form.OutputSize;

    /// <summary>Channels of the output.</summary>
    public int OutChannels { get; }

    /// <summary>Channels of the input.</summary>
    public int InChannels { get; }

    /// <summary>Groups of channels that do not see each other.</summary>
    public int Groups { get; }

    /// <summary>The memory taken, padding included.</summary>
    public long Bytes => _filters.Bytes + _bias.Bytes;

    internal int GroupInChannels => InChannels / Groups;

    internal int GroupOutChannels => OutChannels / Groups;

    /// <summary>Pairs of blocks of 8 output channels; the last of a group may lack its second block, which is all zeros then.</summary>
    internal int PairsPerGroup { get; }

    /// <summary>Points of a transformed tile.</summary>
    internal int Points => _form.Points;

    /// <summary>Elements of one transform point.</summary>
    internal long PointLength { get; }

    internal float* Filters => _filters.Pointer;

    internal float* Bias => _bias.Pointer;

    /// <summary>Transforms the filters of a convolution of 3×3, 5×5 or 7×7 for the tiles that are fastest on large maps.</summary>
    /// <param name="direct">The filters.</param>
    /// <exception cref="ArgumentException">They have another size.</exception>
    public static WinogradWeights From(ConvolutionWeights direct)
    {
        ArgumentNullException.ThrowIfNull(direct);
        return From(direct, direct.KernelHeight == 3 ? 4 : 2);
    }

    /// <summary>Transforms the filters of a convolution.</summary>
    /// <param name="direct">The filters.</param>
    /// <param name="outputSize">Rows and columns of outputs that a tile gives: 4 or 2 for filters of 3×3, 2 for those of 5×5 and 7×7.</param>
    /// <exception cref="ArgumentException">There is no algorithm for filters of that size and such tiles.</exception>
    public static WinogradWeights From(ConvolutionWeights direct, int outputSize)
    {
        ArgumentNullException.ThrowIfNull(direct);
        Guard.Equal(direct.KernelHeight, direct.KernelWidth, "The kernel height", nameof(direct));
        var form = WinogradForm.Find(direct.KernelHeight, outputSize)
            ?? throw new ArgumentException($"Filters of {direct.KernelHeight}×{direct.KernelWidth} have no tiles of {outputSize}×{outputSize} outputs.", nameof(outputSize));
        return new(direct, form);
    }

    /// <summary>
    /// Transforms the filters of 16 output channels. The points of some input channels are put side by side first: memory would take them one by one from as many
    /// places as there are points.
    /// </summary>
    /// <param name="filters">[block][tap][input channel][8].</param>
    /// <param name="blockLength">From a block to the next.</param>
    /// <param name="blocks">2, or 1 where the second one would be past the last channel; zeros are written for it then.</param>
    /// <param name="target">[input channel][16]; the next point is <see cref="PointLength"/> further.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformPair(float* filters, long blockLength, int blocks, float* target)
    {
        var (taps, channels) = (KernelSize * KernelSize, (long)GroupInChannels);
        Vector256<double>* values = stackalloc Vector256<double>[taps], points = stackalloc Vector256<double>[_form.Points];
        var half = stackalloc Vector256<double>[_form.TileSize * KernelSize];
        const int Room = InputsAtOnce * Pair;
        var gathered = stackalloc float[_form.Points * Room];
        if (blocks == 1) new Span<float>(gathered, _form.Points * Room).Clear();
        for (long first = 0; first < channels; first += InputsAtOnce)
        {
            var inputs = (int)Math.Min(InputsAtOnce, channels - first);
            for (var lane = 0; lane < blocks * Lanes.Count; lane += AtOnce)
            {
                var source = filters + lane / Lanes.Count * blockLength + first * Lanes.Count + lane % Lanes.Count;
                for (var input = 0; input < inputs; input++, source += Lanes.Count)
                {
                    for (var tap = 0; tap < taps; tap++)
                    {
                        var (lower, upper) = Vector128.Widen(Vector128.Load(source + tap * channels * Lanes.Count));
                        values[tap] = Vector256.Create(lower, upper);
                    }

                    _form.Transform(values, points, half);
                    var place = gathered + input * Pair + lane;
                    for (var point = 0; point < _form.Points; point++) Vector128.Narrow(points[point].GetLower(), points[point].GetUpper()).Store(place + point * Room);
                }
            }

            for (var point = 0; point < _form.Points; point++)
            {
                new ReadOnlySpan<float>(gathered + point * Room, inputs * Pair).CopyTo(new Span<float>(target + point * PointLength + first * Pair, inputs * Pair));
            }
        }
    }
}
