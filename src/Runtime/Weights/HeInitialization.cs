using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>
/// The weights of an untrained network, in PyTorch's order. Kernels are uniform over ±√(6/fan-in) (He et al., <i>Delving Deep into
/// Rectifiers</i>, 2015), where fan-in is the number of weights that an output sums over; biases, shifts and means are 0, scales and
/// variances 1, slopes ¼. A value depends on nothing but the seed, the tensor's name, its shape and the element's index: it is the same on
/// every machine, in whatever pieces it is read.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HeInitialization : ITensorSource
{
    private readonly Dictionary<string, (TensorSpec Spec, TensorRole Role, int Groups)> _tensors = new(StringComparer.Ordinal);
    private readonly int _seed;

    /// <summary>The weights of a network.</summary>
    /// <param name="specs">The tensors, in PyTorch's order.</param>
    /// <param name="roles">The role of each.</param>
    /// <param name="seed">Networks of different seeds have different kernels.</param>
    /// <param name="groups">
    /// The groups of each tensor's convolution; 1 for all when it is empty. Only a transposed kernel's count: its shape (in, out/groups,
    /// height, width) does not tell the fan-in, in/groups × height × width.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are more or fewer roles, or groups, than tensors, or two tensors have the same name.
    /// </exception>
    public HeInitialization(ReadOnlySpan<TensorSpec> specs, ReadOnlySpan<TensorRole> roles, int seed, ReadOnlySpan<int> groups = default)
    {
        if (roles.Length != specs.Length)
            throw new ArgumentException($"There are {specs.Length} tensors, but {roles.Length} roles.", nameof(roles));
        if (!groups.IsEmpty && groups.Length != specs.Length)
            throw new ArgumentException($"There are {specs.Length} tensors, but {groups.Length} numbers of groups.", nameof(groups));
        _seed = seed;
        for (var i = 0; i < specs.Length; i++) _tensors.Add(specs[i].Name, (specs[i], roles[i], groups.IsEmpty ? 1 : groups[i]));
        Tensors = specs.ToArray();
    }

    /// <inheritdoc/>
    public IReadOnlyList<TensorSpec> Tensors { get; }

    /// <inheritdoc/>
    public void Read(string name, long start, Span<float> destination)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_tensors.TryGetValue(name, out var tensor))
            throw new WeightsException(ToString(), [$"There is no tensor {Names.Quote(name)}."]);
        var (spec, role, groups) = tensor;
        if (start < 0 || start > spec.Length - destination.Length)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"{destination.Length} elements of {spec} do not exist there.");
        if (role is TensorRole.Kernel or TensorRole.TransposedKernel) FillUniform(Key(name), start, Bound(spec, role, groups), destination);
        else destination.Fill(role switch { TensorRole.Scale or TensorRole.Variance => 1, TensorRole.Slope => 0.25f, _ => 0 });
    }

    /// <summary>Says what these weights are.</summary>
    public override string ToString() => $"He initialization with seed {_seed}";

    private static double Bound(TensorSpec spec, TensorRole role, int groups)
    {
        var fanIn = role == TensorRole.Kernel ? spec.Length / spec.Shape[0] : spec.Length / spec.Shape[1] / groups;
        return Math.Sqrt(6.0 / fanIn);
    }

    // 24 random bits, as many as a float's mantissa, spread evenly over (−1, 1) and scaled.
    private static void FillUniform(ulong key, long start, double bound, Span<float> destination)
    {
        const double Step = 1.0 / (1 << 23);
        var (scale, offset) = (bound * Step, bound * (0.5 * Step - 1));
        for (var i = 0; i < destination.Length; i++) destination[i] = (float)((int)(Mix(key + (ulong)(start + i)) >> 40) * scale + offset);
    }

    private ulong Key(string name)
    {
        var key = Mix((uint)_seed);
        foreach (var c in name) key = Mix(key ^ c);
        return key;
    }

    // The finalizer of SplitMix64 (Steele, Lea and Flood, 2014), on a counter that steps by its odd constant.
    private static ulong Mix(ulong counter)
    {
        var z = unchecked((counter + 1) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ z >> 30) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ z >> 27) * 0x94D049BB133111EB);
        return z ^ z >> 31;
    }
}
