using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>The maps of a chain of layers, the first layer's input among them, and the windows between.</summary>
[InlineArray(BandChain.MostStages + 1)]
internal unsafe struct BandSizes
{
    private BandMap _first;

    /// <summary>Sets the sizes of all maps from that of the first.</summary>
    /// <returns>What all layers cost, in multiply-adds of 8 lanes.</returns>
    /// <exception cref="ArgumentException">A map is smaller than a window.</exception>
    public double Set(ReadOnlySpan<BandStage> stages, MapSize xs)
    {
        var steps = 0d;
        this[0].Size = xs;
        for (var index = 1; index <= stages.Length; index++)
        {
            var (stage, before) = (stages[index - 1], this[index - 1].Size);
            var window = stage.WindowOver(before);
            var height = Outputs(before.Height, window.PadTop, window.PadBottom, BandStage.RowSpan(window), window.StrideHeight);
            var width = Outputs(before.Width, window.PadLeft, window.PadRight, BandStage.ColumnSpan(window), window.StrideWidth);
            if (height < 1 || width < 1) throw new ArgumentException($"A map of {before} is smaller than a window of {window}.", nameof(xs));
            this[index].Window = window;
            this[index].Size = new((int)height, (int)width, stage.OutChannels);
            steps += (double)height * width * stage.OutChannels / Lanes.Count * stage.Steps;
        }

        return steps;
    }

    private static long Outputs(int extent, int before, int after, long span, int stride)
    {
        var room = (long)extent + before + after - span;
        return room < 0 ? 0 : room / stride + 1;
    }

    /// <summary>Elements that a band of the last map takes, of all maps that are kept in part.</summary>
    public readonly double Room(int last, int rows, int columns, bool isTiled)
    {
        var room = isTiled ? Elements(this[last], rows, columns) : 0;
        double height = rows, width = columns;
        for (var index = last; index > 0; index--)
        {
            ref readonly var window = ref this[index].Window;
            ref readonly var before = ref this[index - 1];
            height = Math.Min(before.Size.Height, (height - 1) * window.StrideHeight + BandStage.RowSpan(window));
            width = isTiled ? Math.Min(before.Size.Width, (width - 1) * window.StrideWidth + BandStage.ColumnSpan(window)) : before.Size.Width;
            if (index > 1 || isTiled) room += Elements(before, height, width);
        }

        return room;
    }

    // Maps begin at lines of the cache.
    private static double Elements(in BandMap map, double rows, double columns) => BandMap.Aligned(rows * columns * map.Size.Channels);

    /// <summary>Places the maps in scratch memory for bands of some columns of the last one; none of their rows is there.</summary>
    public void Place(int last, int left, int right, int rows, bool isTiled, float* scratch)
    {
        for (var index = last; ; index--)
        {
            ref var map = ref this[index];
            map.Begin(left, right);
            if (isTiled || (index > 0 && index < last))
            {
                map.Start = scratch;
                scratch += (nint)BandMap.Aligned((double)rows * map.Row);
            }

            if (index == 0) return;
            ref readonly var window = ref map.Window;
            ref readonly var before = ref this[index - 1].Size;
            rows = (int)Math.Min(before.Height, (rows - 1L) * window.StrideHeight + BandStage.RowSpan(window));
            right = isTiled ? (int)Math.Min(before.Width, (right - 1L) * window.StrideWidth - window.PadLeft + BandStage.ColumnSpan(window)) : before.Width;
            left = Math.Max(left * window.StrideWidth - window.PadLeft, 0);
        }
    }

    /// <summary>The rows of the map before that some rows of a map are made of.</summary>
    public readonly (int First, int End) RowsBefore(int index, int first, int end)
    {
        ref readonly var window = ref this[index].Window;
        return (
            (int)Math.Max((long)first * window.StrideHeight - window.PadTop, 0),
            (int)Math.Min((end - 1L) * window.StrideHeight - window.PadTop + BandStage.RowSpan(window), this[index - 1].Size.Height));
    }

    /// <summary>The window over rows of the map before from <paramref name="top"/> on, for rows of a map from <paramref name="first"/> on: it pads where they begin with the map.</summary>
    public readonly Window WindowOf(int index, int first, int top)
    {
        ref readonly var map = ref this[index];
        return map.Window with
        {
            PadTop = top - (first * map.Window.StrideHeight - map.Window.PadTop),
            PadLeft = this[index - 1].Left - (map.Left * map.Window.StrideWidth - map.Window.PadLeft),
        };
    }
}
