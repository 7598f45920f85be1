using System.Collections.Immutable;

namespace NetGen.Onnx.Import;

/// <summary>What an axis of a feature map is for. Batches run example by example.</summary>
internal enum Role
{
    Batch,
    Channel,
    Row,
    Column,
}

/// <summary>A part of an axis: <paramref name="Extent"/> steps of <paramref name="Stride"/> along one axis of the map.</summary>
internal readonly record struct Atom(Role Role, long Stride, long Extent);

/// <summary>
/// How the axes of an ONNX tensor lie in a feature map of batch × channels × height × width. Each axis is a list of atoms, the outermost first; all
/// atoms together reach each element of the map once. Transposing and reshaping a tensor changes this list alone: elements move only where a layer
/// needs its channels, rows and columns to be axes of their own.
/// </summary>
/// <param name="Axes">The axes of the tensor.</param>
/// <param name="Batch">Examples.</param>
/// <param name="Size">The map of one example.</param>
internal sealed record TensorLayout(ImmutableArray<ImmutableArray<Atom>> Axes, long Batch, MapSize Size)
{
    public int Rank => Axes.Length;

    public long[] Dimensions => [.. Axes.Select(axis => axis.Aggregate(1L, (product, atom) => product * atom.Extent))];

    /// <summary>A tensor whose axes are, in this order, the batch, and then the map's axes of the roles given: fewer axes stand for outer ones of extent 1.</summary>
    public static TensorLayout Map(long batch, MapSize size, params Role[] axes) =>
        new([.. axes.Select(role => Whole(role, Extent(role, batch, size)))], batch, size);

    public long ExtentOf(Role role) => Extent(role, Batch, Size);

    /// <summary>All of an axis of the map.</summary>
    public ImmutableArray<Atom> All(Role role) => Whole(role, ExtentOf(role));

    public TensorLayout Transposed(IEnumerable<int> permutation) => this with { Axes = [.. permutation.Select(axis => Axes[axis])] };

    /// <summary>The same elements, in the same order, with other axes; null where an atom would have to be cut between its steps.</summary>
    public TensorLayout? Reshaped(ReadOnlySpan<long> dimensions)
    {
        var left = new Stack<Atom>(Merged(Axes.SelectMany(axis => axis)).Reverse());
        var axes = ImmutableArray.CreateBuilder<ImmutableArray<Atom>>(dimensions.Length);
        foreach (var extent in dimensions)
        {
            var axis = ImmutableArray.CreateBuilder<Atom>();
            for (var needed = extent; needed > 1;)
            {
                if (left.Count == 0) return null;
                var atom = left.Pop();
                if (needed % atom.Extent == 0)
                {
                    axis.Add(atom);
                    needed /= atom.Extent;
                }
                else if (atom.Extent % needed == 0)
                {
                    var rest = atom.Extent / needed;
                    axis.Add(atom with { Stride = atom.Stride * rest, Extent = needed });
                    left.Push(atom with { Extent = rest });
                    needed = 1;
                }
                else
                {
                    return null;
                }
            }

            axes.Add(axis.ToImmutable());
        }

        return left.Count == 0 ? this with { Axes = axes.MoveToImmutable() } : null;
    }

    /// <summary>The atoms of axes one after the other, those that continue each other as one.</summary>
    public ImmutableArray<Atom> Flattened(params IEnumerable<int> axes) => Merged(axes.SelectMany(axis => Axes[axis]));

    /// <summary>Whether axes, one after the other, are exactly the axes of the map given, in this order.</summary>
    public bool Are(IEnumerable<int> axes, params Role[] roles) => Flattened(axes).SequenceEqual(Merged(roles.SelectMany(role => All(role))));

    /// <summary>Whether axes hold exactly the axes of the map given, in any order.</summary>
    public bool Cover(IEnumerable<int> axes, params Role[] roles) =>
        Extents(axes.SelectMany(axis => Axes[axis])).SequenceEqual(Extents(roles.SelectMany(role => All(role))));

    /// <summary>The same map with other channels, where one axis of the tensor is its channels.</summary>
    public TensorLayout WithChannels(int axis, int channels)
    {
        var size = Size with { Channels = channels };
        return new TensorLayout(Axes.SetItem(axis, Whole(Role.Channel, channels)), Batch, size);
    }

    public static ImmutableArray<Atom> Merged(IEnumerable<Atom> atoms)
    {
        var merged = ImmutableArray.CreateBuilder<Atom>();
        foreach (var atom in atoms)
        {
            if (atom.Extent == 1) continue;
            if (merged.Count > 0 && merged[^1] is var last && last.Role == atom.Role && last.Stride == atom.Stride * atom.Extent)
                merged[^1] = atom with { Extent = last.Extent * atom.Extent };
            else merged.Add(atom);
        }

        return merged.ToImmutable();
    }

    /// <summary>
    /// For each combination of indices along axes, row by row, the place in one example's map, where a step along an axis of the map counts as given.
    /// </summary>
    public static long[] Places(ImmutableArray<Atom> atoms, Func<Role, long> step)
    {
        long[] places = [0];
        foreach (var atom in atoms)
        {
            var next = new long[places.Length * atom.Extent];
            for (var i = 0; i < next.Length; i++) next[i] = places[i / atom.Extent] + (i % atom.Extent * atom.Stride * step(atom.Role));
            places = next;
        }

        return places;
    }

    public bool Equals(TensorLayout? other) =>
        other is not null && Batch == other.Batch && Size == other.Size && Axes.Length == other.Axes.Length
        && Axes.Zip(other.Axes).All(pair => Merged(pair.First).SequenceEqual(Merged(pair.Second)));

    public override int GetHashCode() => HashCode.Combine(Batch, Size, Axes.Length);

    private static long[] Extents(IEnumerable<Atom> atoms)
    {
        var extents = new long[4];
        extents.AsSpan().Fill(1);
        foreach (var atom in atoms) extents[(int)atom.Role] *= atom.Extent;
        return extents;
    }

    private static ImmutableArray<Atom> Whole(Role role, long extent) => extent == 1 ? [] : [new Atom(role, 1, extent)];

    private static long Extent(Role role, long batch, MapSize size) => role switch
    {
        Role.Batch => batch,
        Role.Channel => size.Channels,
        Role.Row => size.Height,
        _ => size.Width,
    };
}
