using System.Collections.Immutable;
using NetGen.Reference;

namespace NetGen.Fuzz.Tests;

/// <summary>What was seen of the networks that ran, so that a test can tell whether it tested anything.</summary>
internal sealed class Tally
{
    public int Declared { get; set; }

    public int Accepted { get; set; }

    public int Ran { get; set; }

    public int Compared { get; set; }

    public int ComparedTightly { get; set; }

    /// <summary>Sizes that networks have to refuse.</summary>
    public int Refused { get; set; }

    /// <summary>Networks with branches that ran.</summary>
    public int RanWithBranches { get; set; }

    public override string ToString() =>
        $"{Declared} networks declared, {Accepted} accepted, {Ran} run, {RanWithBranches} of them with branches; {Refused} sizes refused; {Compared} outputs compared, {ComparedTightly} of them within 1 %";
}

/// <summary>Runs an accepted network in all of its forms beside the oracle.</summary>
internal sealed class NetworkRun
{
    /// <summary>Multiply-adds and elements beyond which a size is not run: the oracle would take seconds.</summary>
    private const long TooMuch = 2_000_000;

    private delegate void Forward(ReadOnlySpan<float> image, GuardedFloats[] outputs);

    private readonly NetworkModel _model;
    private readonly Tally _tally;
    private readonly NetworkOracle _oracle;
    private readonly object _instance;
    private readonly bool _isStrict;
    private readonly ulong _seed;
    private readonly HashSet<AnySizeForm> _ranOnTwo = [];
    private long _workspace;

    private NetworkRun(NetworkModel model, Type type, NetworkOracle oracle, Tally tally, ulong seed)
    {
        (_model, _oracle, _tally, _seed) = (model, oracle, tally, seed);
        _isStrict = model.Header.Get("Precision", Precision.Fast) == Precision.Strict;
        var tensors = CompiledType.TensorsOf(type);
        Require(
            tensors.SequenceEqual(_oracle.Weights.Declared),
            $"Its tensors are {string.Join(", ", tensors.AsEnumerable())}; by the documentation, {string.Join(", ", _oracle.Weights.Declared)}");

        // Half of the networks have weights and workspaces that end at a page which nobody may touch, those of the others begin at one.
        GuardedMemory.Edge = model.ToString().Sum(letter => letter) % 2 == 0 ? Edge.End : Edge.Start;
        _instance = CompiledType.Load(type, _oracle.Weights);
    }

    /// <summary>Checks a network.</summary>
    /// <exception cref="NetworkFailure">It does not do what the oracle does.</exception>
    public static void Check(NetworkModel model, Type type, Tally tally, ulong seed)
    {
        try
        {
            if (IsTooLarge(model) || NetworkOracle.For(model, seed) is not { ExtraOutputs.Length: <= 3 } oracle) return;
            var run = new NetworkRun(model, type, oracle, tally, seed);
            if (model.IsFixed) run.CheckFixed();
            else run.CheckAnySize(new AnySizeForm(run._instance));
            tally.Ran++;
            if (model.HasBranches) tally.RanWithBranches++;
        }
        catch (Exception exception) when (exception is not NetworkFailure)
        {
            throw new NetworkFailure(model, $"It threw {exception}", exception);
        }
    }

    // Weights of a wild network may be as large as 32-bit lengths allow.
    private static bool IsTooLarge(NetworkModel model) =>
        model.Attributes.Any(attribute => attribute.Arguments.Any(argument => argument.Value is > 4096));

    private void CheckFixed()
    {
        var form = new FixedForm(_instance);
        var (native, outputs) = (_oracle.Native, _oracle.Outputs(_oracle.Native.Height, _oracle.Native.Width, slides: false)!.Value);
        Require(form.InputLength == native.Length, $"InputLength is {form.InputLength}, but {native} was declared.");
        Require(form.OutputLength == outputs[0].Length, $"OutputLength is {form.OutputLength}; the oracle gives {outputs[0]}.");
        if (HasPlainNames)
        {
            var lengths = form.ExtraLengths(_oracle.ExtraOutputs);
            Require(
                lengths.Select(length => (long)length).SequenceEqual(outputs.Skip(1).Select(output => output.Length)),
                $"The lengths of the extra outputs are {string.Join(", ", lengths)}; the oracle gives {string.Join(", ", outputs.Skip(1))}.");
        }

        if (_oracle.Cost(native.Height, native.Width, slides: false) > TooMuch) return;

        var x = Image(native.Height, native.Width);
        var single = Call(form, 1, x, form.Forward, outputs);
        var taken = form.WorkspaceTaken();
        Require(taken <= form.WorkspaceBytes, $"WorkspaceBytes is {form.WorkspaceBytes}, but {taken} were taken.");
        RequireEqual(single, Call(form, 2, x, form.Forward, outputs), $"1 thread and 2 at {native}");
        Compare(single, x, outputs, slides: false);

        var sliding = form.ToFullyConvolutional();
        var atNative = Call(sliding, 1, x, (image, y) => sliding.Forward(image, native.Height, native.Width, y), outputs);
        RequireEqual(single, atNative, $"the fixed and the fully convolutional form at {native}");
        CheckSize(sliding, native.Height + 1, native.Width + 3);
        CheckSize(sliding, (2 * native.Height) + 5, native.Width + 2);
        CheckSize(sliding, 2 * native.Height, 2 * native.Width);
        CheckMinimum(sliding);
    }

    private void CheckAnySize(AnySizeForm form)
    {
        CheckMinimum(form);
        CheckSize(form, form.MinHeight, form.MinWidth);
        CheckSize(form, form.MinHeight + 1, form.MinWidth + 4);
        CheckSize(form, (2 * form.MinHeight) + 7, form.MinWidth + 9);
    }

    /// <summary>The smallest image is the smallest that the oracle can take, along each axis, and a smaller one is refused.</summary>
    private void CheckMinimum(AnySizeForm form)
    {
        var (height, width) = (form.MinHeight, form.MinWidth);
        Require(height >= 1 && width >= 1, $"MinHeight×MinWidth is {height}×{width}.");
        Require(_oracle.Outputs(height, width, slides: true) is not null, $"MinHeight×MinWidth is {height}×{width}, which the oracle cannot take.");
        foreach (var (h, w) in new[] { (height - 1, width), (height, width - 1) })
        {
            Require(h == 0 || w == 0 || _oracle.Outputs(h, w, slides: true) is null, $"MinHeight×MinWidth is {height}×{width}, but the oracle takes {h}×{w}.");
            CheckRefusal(form, h, w);
        }
    }

    private void CheckSize(AnySizeForm form, int height, int width)
    {
        if (_oracle.Outputs(height, width, slides: true) is not { } outputs)
        {
            // Large enough, but branches differ: only a network that is declared for one size may have such sizes.
            Require(_model.IsFixed, $"The oracle cannot take {height}×{width}, which is no smaller than the smallest.");
            CheckRefusal(form, height, width);
            return;
        }

        var sizes = HasPlainNames ? form.OutputSizes(_oracle.ExtraOutputs, height, width) : [form.OutputSize(height, width)];
        Require(
            sizes.Select(size => new Shape(size.Height, size.Width, size.Channels)).SequenceEqual(outputs.Take(sizes.Length)),
            $"The outputs' sizes for {height}×{width} are {string.Join(", ", sizes)}; the oracle gives {string.Join(", ", outputs)}.");
        if (_oracle.Cost(height, width, slides: true) > TooMuch) return;

        var x = Image(height, width);
        var single = Call(form, 1, x, (image, y) => form.Forward(image, height, width, y), outputs);
        var taken = form.WorkspaceTaken();
        _workspace = Math.Max(_workspace, form.WorkspaceBytes(height, width));

        // What calls on two threads took is kept: scratch memory for each, of which WorkspaceBytes counts that of one.
        var threads = _ranOnTwo.Add(form) ? 1 : 2;
        Require(
            taken <= threads * _workspace,
            $"WorkspaceBytes is {_workspace} for the largest image so far, {height}×{width}, but {taken} were taken on {threads} threads.");
        RequireEqual(single, Call(form, 2, x, (image, y) => form.Forward(image, height, width, y), outputs), $"1 thread and 2 at {height}×{width}");
        _workspace = Math.Max(_workspace, form.WorkspaceTaken()); // the second thread's part is kept for the next call
        Compare(single, x, outputs, slides: true);
    }

    private void CheckRefusal(AnySizeForm form, int height, int width)
    {
        _tally.Refused++;
        RequireThrows(() => form.OutputSize(height, width), $"OutputSize({height}, {width})");
        RequireThrows(() => form.WorkspaceBytes(height, width), $"WorkspaceBytes({height}, {width})");
        if (new Shape(height, width, _oracle.Native.Channels).Length is var length and < TooMuch)
        {
            var outputs = Enumerable.Repeat(16, _oracle.ExtraOutputs.Length + 1).Select(count => new GuardedFloats(count)).ToArray();
            RequireThrows(() => form.Forward(new float[length], height, width, outputs), $"Forward at {height}×{width}");
        }
    }

    /// <summary>Names of members follow from plain names of layers; others are made unique, or hold letters that have no case.</summary>
    private bool HasPlainNames => _oracle.ExtraOutputs.All(name => name.Split('.')[^1].StartsWith("layer", StringComparison.Ordinal));

    /// <summary>Runs a form, in guarded memory, and checks that it refuses an output of another length.</summary>
    private float[][] Call(CompiledForm form, int threads, Map x, Forward forward, ImmutableArray<Shape> outputs)
    {
        form.Threads = threads;
        var results = Run(x, forward, outputs, Edge.End);
        RequireEqual(results, Run(x, forward, outputs, Edge.Start), "spans that end and that begin at a page");
        CheckRefusal(Flat(x), forward, outputs);
        return results;
    }

    private float[][] Run(Map x, Forward forward, ImmutableArray<Shape> outputs, Edge edge)
    {
        using var image = new GuardedFloats(Flat(x), edge);
        var y = Spans(outputs, edge);
        forward(image.Span, y);
        var results = Array.ConvertAll(y, values => values.Span.ToArray());
        foreach (var values in y) values.Dispose();
        return results;
    }

    private static GuardedFloats[] Spans(ImmutableArray<Shape> outputs, Edge edge) => [.. outputs.Select(output => new GuardedFloats((int)output.Length, edge))];

    private void CheckRefusal(float[] image, Forward forward, ImmutableArray<Shape> outputs)
    {
        for (var i = 0; i < outputs.Length; i++)
        {
            var right = Spans(outputs, Edge.End);
            using var longer = new GuardedFloats((int)outputs[i].Length + 1);
            GuardedFloats[] wrong = [.. right[..i], longer, .. right[(i + 1)..]], shared = [.. right[..i], right[0], .. right[(i + 1)..]];
            RequireThrows(() => forward(image, wrong), $"An output {i} of {longer.Length} values in place of {outputs[i].Length}");
            if (i > 0) RequireThrows(() => forward(image, shared), $"An output {i} that is output 0");
            foreach (var values in right) values.Dispose();
        }
    }

    private void Compare(float[][] actual, Map x, ImmutableArray<Shape> outputs, bool slides)
    {
        var expectations = Expectation.Of(_oracle, x, slides, _isStrict);
        for (var i = 0; i < outputs.Length; i++)
        {
            var (expectation, output) = (expectations[i], outputs[i]);
            if (!expectation.IsComparable) continue;
            _tally.Compared++;
            if (expectation.IsTight) _tally.ComparedTightly++;
            var values = _model.IsNchw ? Map.FromNchw(actual[i], output.Height, output.Width, output.Channels).ToNhwc() : actual[i];
            var error = expectation.Error(values);
            Require(
                error <= expectation.Allowed,
                $"For an image of {x.Height}×{x.Width}, seed {_seed}, output {i} is off by {error:G4}; "
                + $"{expectation.Allowed:G4} is allowed, the root mean square is {expectation.Value.Rms():G4}.");
        }
    }

    private Map Image(int height, int width) => new RandomSource(_seed + 1).NextMap(height, width, _oracle.Native.Channels, -2, 2);

    private float[] Flat(Map x) => _model.IsNchw ? x.ToNchw() : x.ToNhwc();

    private void Require(bool holds, string otherwise)
    {
        if (!holds) throw new NetworkFailure(_model, otherwise);
    }

    private void RequireEqual(float[][] ones, float[][] others, string which)
    {
        foreach (var (one, other) in ones.Zip(others))
        {
            for (var i = 0; i < one.Length; i++)
            {
                if (BitConverter.SingleToInt32Bits(one[i]) != BitConverter.SingleToInt32Bits(other[i]))
                    throw new NetworkFailure(_model, $"{which} differ in value {i}, seed {_seed}: {one[i]:R} and {other[i]:R}.");
            }
        }
    }

    private void RequireThrows(Action action, string what)
    {
        try
        {
            action();
        }
        catch (ArgumentException)
        {
            return;
        }

        throw new NetworkFailure(_model, $"{what} is not refused.");
    }
}
