using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>A way to look at the model's input as examples of a feature map.</summary>
/// <param name="Layout">How the tensor's axes lie in the map.</param>
/// <param name="Span">The order of the map's elements in the span that the network takes: the order of the tensor's elements.</param>
internal sealed record InputLayout(TensorLayout Layout, Layout Span);

/// <summary>
/// All ways to look at a tensor as a feature map without moving an element: its axes, in their order, cut into batch, channels, rows and columns, or
/// into batch, rows, columns and channels. The customary one comes first.
/// </summary>
internal static class InputLayouts
{
    private static readonly Role[] Planes = [Role.Batch, Role.Channel, Role.Row, Role.Column];
    private static readonly Role[] Pixels = [Role.Batch, Role.Row, Role.Column, Role.Channel];

    public static IEnumerable<InputLayout> Of(long[] dimensions)
    {
        var rank = dimensions.Length;
        (int, int, int) customary = rank switch { 0 => (0, 0, 0), 1 => (0, 1, 1), 2 => (1, 2, 2), 3 => (1, 2, 2), _ => (1, 2, 3) };
        yield return Cut(dimensions, Planes, customary);
        if (rank == 4) yield return Cut(dimensions, Pixels, (1, 2, 3));
        foreach (var roles in new[] { Planes, Pixels })
        {
            // The first axis most often counts examples.
            foreach (var batch in Enumerable.Range(0, rank + 1).OrderBy(batch => batch switch { 1 => 0, 0 => 1, _ => batch }))
            {
                foreach (var cut in Cuts(rank, batch)) yield return Cut(dimensions, roles, cut);
            }
        }
    }

    private static IEnumerable<(int, int, int)> Cuts(int rank, int first)
    {
        for (var b = first; b <= rank; b++)
        {
            for (var c = b; c <= rank; c++) yield return (first, b, c);
        }
    }

    private static InputLayout Cut(long[] dimensions, Role[] roles, (int A, int B, int C) cut)
    {
        var starts = new[] { 0, cut.A, cut.B, cut.C, dimensions.Length };
        var extents = new long[4];
        var axes = new ImmutableArray<Atom>[dimensions.Length];
        for (var part = 0; part < 4; part++)
        {
            var stride = 1L;
            for (var axis = starts[part + 1] - 1; axis >= starts[part]; axis--)
            {
                axes[axis] = dimensions[axis] == 1 ? [] : [new Atom(roles[part], stride, dimensions[axis])];
                stride *= dimensions[axis];
            }

            extents[(int)roles[part]] = stride;
        }

        var size = new MapSize((int)extents[(int)Role.Row], (int)extents[(int)Role.Column], (int)extents[(int)Role.Channel]);
        return new InputLayout(new TensorLayout([.. axes], extents[(int)Role.Batch], size), roles == Planes ? Layout.Nchw : Layout.Nhwc);
    }
}
