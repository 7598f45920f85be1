using NetGen.Kernels;
using NetGen.Reference;

namespace NetGen.Runtime.Tests.Kernels;

/// <summary>A window over a map, generated from a seed: small and odd sizes, every property.</summary>
internal sealed record WindowCase(int Height, int Width, WindowSpec Spec)
{
    /// <summary>Channel counts about the width of a vector.</summary>
    public static readonly int[] Channels = [1, 3, 5, 8, 17, 33];

    public int OutputHeight => Spec.Rows.OutputSize(Height);

    public int OutputWidth => Spec.Columns.OutputSize(Width);

    /// <summary>The window as kernels take it, SAME padding worked out.</summary>
    public Window Window
    {
        get
        {
            var (top, bottom) = Spec.Rows.Pads(Height);
            var (left, right) = Spec.Columns.Pads(Width);
            return new()
            {
                KernelHeight = Spec.KernelHeight, KernelWidth = Spec.KernelWidth,
                StrideHeight = Spec.StrideHeight, StrideWidth = Spec.StrideWidth,
                DilationHeight = Spec.DilationHeight, DilationWidth = Spec.DilationWidth,
                PadTop = top, PadLeft = left, PadBottom = bottom, PadRight = right,
            };
        }
    }

    /// <summary>A case with at least one window.</summary>
    public static WindowCase Next(RandomSource random)
    {
        while (true)
        {
            var candidate = Any(random);
            if (candidate is { OutputHeight: > 0, OutputWidth: > 0 }) return candidate;
        }
    }

    public static int NextChannels(RandomSource random) => Channels[random.NextInt(0, Channels.Length - 1)];

    /// <summary>Seeds for a theory.</summary>
    public static TheoryData<int> Seeds(int count)
    {
        var data = new TheoryData<int>();
        for (var seed = 0; seed < count; seed++) data.Add(seed);
        return data;
    }

    private static WindowCase Any(RandomSource random)
    {
        var same = random.NextInt(0, 5) == 0;
        var ceil = !same && random.NextInt(0, 4) == 0;
        var pads = random.NextInt(0, 2) > 0 && !same ? 3 : 0;
        var spread = random.NextInt(0, 2) == 0 ? 3 : 1;
        var spec = new WindowSpec(random.NextInt(1, 5), random.NextInt(1, 5))
        {
            StrideHeight = random.NextInt(1, 2 * spread), StrideWidth = random.NextInt(1, 2 * spread),
            DilationHeight = random.NextInt(1, spread), DilationWidth = random.NextInt(1, spread),
            PadTop = random.NextInt(0, pads), PadLeft = random.NextInt(0, pads),
            PadBottom = random.NextInt(0, pads), PadRight = random.NextInt(0, pads),
            Same = same, Ceil = ceil,
        };
        return new(NextSize(random), NextSize(random), spec);
    }

    private static int NextSize(RandomSource random) => random.NextInt(0, 4) == 0 ? 1 : random.NextInt(1, 19);
}
