using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// Layers one after the other, a band of rows at a time: the maps between them are never there as a whole, but some rows of each, in scratch memory that a core's cache holds.
/// Large maps would otherwise be written to memory and read from there again. Every layer runs its own kernel: to the bit what the layers give one by one.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed unsafe class BandChain
{
    /// <summary>Elements of scratch memory that each thread needs, 384 KiB: the larger part of a second-level cache.</summary>
    public const int ScratchLength = 96 << 10;

    /// <summary>The most layers.</summary>
    public const int MostStages = 16;

    private readonly BandStage[] _stages;

    /// <summary>A chain of layers, each of which reads what the one before it gives.</summary>
    /// <param name="stages">The layers.</param>
    /// <exception cref="ArgumentException">There is none, there are too many, or the channels of two do not fit each other.</exception>
    public BandChain(params BandStage[] stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        if (stages.Length is 0 or > MostStages) throw new ArgumentException($"There must be 1 to {MostStages} layers, not {stages.Length}.", nameof(stages));
        for (var stage = 1; stage < stages.Length; stage++)
        {
            Guard.Equal(stages[stage].InChannels, stages[stage - 1].OutChannels, "The number of channels between two layers", nameof(stages));
        }

        _stages = stages;
    }

    internal ReadOnlySpan<BandStage> Stages => _stages;

    /// <summary>y = the last layer's output for the first's input x.</summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths or sizes do not fit each other or the layers, or spans overlap.</exception>
    public void Run(ReadOnlySpan<float> x, MapSize xs, Span<float> y, MapSize ys, Span<float> scratch, int threads) =>
        BandRun.Run(this, x, xs, default, y, ys, scratch, threads);

    /// <summary>The same with a map that is added to the last layer's sums before its activation: a 1×1 convolution's.</summary>
    /// <param name="x">The input, H×W×in.</param>
    /// <param name="xs">Its size.</param>
    /// <param name="added">What is added, rows×columns×out; it may be the same memory as the output.</param>
    /// <param name="y">The output, rows×columns×out.</param>
    /// <param name="ys">Its size.</param>
    /// <param name="scratch"><see cref="ScratchLength"/> elements for each thread.</param>
    /// <param name="threads">At most so many threads, the caller's included; no more than scratch has room for.</param>
    /// <exception cref="ArgumentException">Lengths or sizes do not fit each other or the layers, or spans overlap that may not.</exception>
    public void RunAdded(ReadOnlySpan<float> x, MapSize xs, ReadOnlySpan<float> added, Span<float> y, MapSize ys, Span<float> scratch, int threads)
    {
        AddedMap.Check(added, y, ys);
        Guard.Apart(added, scratch);
        BandRun.Run(this, x, xs, added, y, ys, scratch, threads);
    }
}
