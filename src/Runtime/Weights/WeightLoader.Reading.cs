using System.Collections.Immutable;
using static System.FormattableString;

namespace NetGen.Kernels;

public sealed partial class WeightLoader
{
    private delegate void PackFilter(int output, ReadOnlySpan<float> filter);

    private delegate void PackBias(ReadOnlySpan<float> bias);

    /// <summary>Whether a stored shape, known to fit the declared one in some way, fits this use of it.</summary>
    private delegate bool ShapeTest(ImmutableArray<int> stored, ImmutableArray<int> exact);

    private FilterReader Straight => _order == WeightOrder.PyTorch ? FilterReaders.PyTorch : FilterReaders.TensorFlow;

    // Besides the exact shape: a matrix, or TensorFlow's depthwise (height, width, channel, multiplier).
    private static ShapeTest IsFilters(int groups) =>
        (stored, exact) => stored.Length != 4 || stored.AsSpan().SequenceEqual(exact.AsSpan()) || stored[2] == groups;

    private static bool IsTransposedFilters(ImmutableArray<int> stored, ImmutableArray<int> exact) =>
        stored.Length != 4 || stored.AsSpan().SequenceEqual(exact.AsSpan());

    private ShapeTest IsFeatures(ImmutableArray<int> filters) =>
        (stored, _) => stored.Length != 4 || stored.AsSpan().SequenceEqual(WeightShapes.InFile(filters, _order).AsSpan());

    private void Load(
        string name, FilterShape shape, ShapeTest fits, FilterReader read,
        bool hasBias, BatchNormFold? batchNorm, PackFilter packFilter, PackBias packBias)
    {
        var bias = hasBias ? ReadVector($"{name}.bias", shape.Outputs, single: false) : null;
        var fold = batchNorm is null ? null : Fold(batchNorm, shape.Outputs);
        var isWhole = bias is not null == hasBias && fold is not null == batchNorm is not null;
        var overflow = new bool[shape.Outputs];
        var isFinite = Read($"{name}.weight", shape.TotalLength, fits, reader => read(reader, shape, (output, filter) =>
        {
            fold?.Filter(output, filter);
            overflow[output] = FiniteScan.IndexOfNonFinite(filter) >= 0;
            packFilter(output, filter);
        }));
        if (isFinite && batchNorm is not null) CheckOverflow($"Folding {Names.Quote(batchNorm.Name)} into '{name}.weight'", overflow);
        if (!isWhole) return;
        if (fold is not null)
        {
            bias = fold.Bias(bias);
            CheckOverflow($"Folding {Names.Quote(batchNorm!.Name)} into the bias of {Names.Quote(name)}", Overflow(bias));
        }
        if (bias is not null) packBias(bias);
    }

    /// <summary>The factor and summand per channel of a batch normalisation; null when it has faults.</summary>
    private ChannelFold? Fold(BatchNormFold batchNorm, int channels)
    {
        var mean = ReadVector($"{batchNorm.Name}.running_mean", channels, single: false);
        var variance = ReadVector($"{batchNorm.Name}.running_var", channels, single: false);
        var gamma = batchNorm.Affine ? ReadVector($"{batchNorm.Name}.weight", channels, single: false) : null;
        var beta = batchNorm.Affine ? ReadVector($"{batchNorm.Name}.bias", channels, single: false) : null;
        if (variance is null || !IsVariance($"{batchNorm.Name}.running_var", variance, batchNorm.Epsilon)) return null;
        if (mean is null || batchNorm.Affine && (gamma is null || beta is null)) return null;
        var scale = new double[channels];
        var shift = new double[channels];
        for (var i = 0; i < channels; i++)
        {
            scale[i] = (gamma?[i] ?? 1) / Math.Sqrt(variance[i] + batchNorm.Epsilon);
            shift[i] = (beta?[i] ?? 0) - mean[i] * scale[i];
        }
        return new ChannelFold(scale, shift);
    }

    private bool IsVariance(string tensor, float[] variance, double epsilon)
    {
        var first = Array.FindIndex(variance, value => value < 0);
        if (first >= 0)
        {
            var count = variance.Count(value => value < 0);
            AddFault(Invariant($"{Names.Quote(tensor)} has {count} of {variance.Length} values below 0; the first is {variance[first]} at index {first}."));
            return false;
        }
        first = Array.FindIndex(variance, value => value + epsilon <= 0);
        if (first < 0) return true;
        AddFault(Invariant($"{Names.Quote(tensor)} is {variance[first]} at index {first}, and with ε = {epsilon} there is nothing to divide by."));
        return false;
    }

    private float[]? ReadVector(string tensor, int length, bool single)
    {
        var values = new float[length];
        var isSound = Read(tensor, length, (stored, _) => single || WeightShapes.IsVector(stored, length), reader =>
        {
            var count = (int)Math.Min(length, reader.Spec.Length);
            reader.Read(0, values.AsSpan(0, count));
            if (count < length) values.AsSpan().Fill(values[0]);
        });
        return isSound ? values : null;
    }

    /// <summary>Reads a tensor, unless it has a fault already. False when it has one now.</summary>
    private bool Read(string tensor, long length, ShapeTest fits, Action<TensorReader> read)
    {
        if (!_declared.TryGetValue(tensor, out var declared) || declared.Length != length)
        {
            var known = declared?.ToString() ?? "no such tensor";
            throw new ArgumentException($"'{tensor}' of {length} elements is read, but {known} was declared.", nameof(tensor));
        }
        if (_unusable.Contains(tensor)) return false;
        var stored = _stored[tensor];
        if (!fits(stored.Shape, WeightShapes.InFile(declared.Shape, _order)))
        {
            AddMisshapen(declared, stored);
            return false;
        }
        var reader = new TensorReader(_source, stored);
        try
        {
            read(reader);
        }
        catch (WeightsException e)
        {
            foreach (var fault in e.Faults) AddFault(fault);
            _unusable.Add(tensor);
            return false;
        }
        if (reader.Fault is { } nonFinite) AddFault(nonFinite);
        return reader.IsFinite;
    }

    private void CheckShape(TensorSpec declared)
    {
        var isDamaged = _source is IDamageReport report && report.IsDamaged(declared.Name);
        if (isDamaged) _unusable.Add(declared.Name);
        if (!_stored.TryGetValue(declared.Name, out var stored))
        {
            if (isDamaged) return;
            AddFault($"{Names.Quote(declared.Name)} {Names.Shape(WeightShapes.InFile(declared.Shape, _order))} is missing.");
            _unusable.Add(declared.Name);
        }
        else if (!WeightShapes.Fits(declared.Shape, stored.Shape, _order)) AddMisshapen(declared, stored);
    }

    private void AddMisshapen(TensorSpec declared, TensorSpec stored)
    {
        var other = _order == WeightOrder.PyTorch ? WeightOrder.TensorFlow : WeightOrder.PyTorch;
        var isOther = WeightShapes.Fits(declared.Shape, stored.Shape, other) && !WeightShapes.Fits(declared.Shape, stored.Shape, _order);
        var expected = Names.Shape(WeightShapes.InFile(declared.Shape, _order));
        AddFault($"{Names.Quote(declared.Name)} has the shape {Names.Shape(stored.Shape)}, but {expected} is expected"
            + (isOther ? $" in {_order}'s order; it would fit in {other}'s." : "."));
        _unusable.Add(declared.Name);
    }

    private static bool[] Overflow(float[] values) => Array.ConvertAll(values, value => !float.IsFinite(value));

    private void CheckOverflow(string what, bool[] overflow)
    {
        var first = Array.IndexOf(overflow, true);
        if (first < 0) return;
        var count = overflow.Count(channel => channel);
        AddFault($"{what} overflows single precision in {count} of {overflow.Length} channels, first in channel {first}.");
    }

    private bool IsCounter(string name) =>
        name.EndsWith(StoredTensor.CounterSuffix, StringComparison.Ordinal)
        && _declared.ContainsKey($"{name[..^StoredTensor.CounterSuffix.Length]}.running_mean");

    // A source lists a tensor of an unknown type beforehand, and again when it is read.
    private void AddFault(string fault)
    {
        if (_listed.Add(fault)) _faults.Add(fault);
    }
}
