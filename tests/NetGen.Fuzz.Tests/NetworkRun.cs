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

    public override string ToString() =>
        $"{Declared} networks declared, {Accepted} accepted, {Ran} run; {Compared} outputs compared, {ComparedTightly} of them within 1 %";
}

/// <summary>Runs an accepted network in all of its forms beside the oracle.</summary>
internal sealed class NetworkRun
{
    /// <summary>Multiply-adds and elements beyond which a size is not run: the oracle would take seconds.</summary>
    private const long TooMuch = 2_000_000;

    private readonly NetworkModel _model;
    private readonly Tally _tally;
    private readonly NetworkOracle _oracle;
    private readonly object _instance;
    private readonly bool _isStrict;
    private readonly ulong _seed;
    private long _workspace;

    private NetworkRun(NetworkModel model, Type type, NetworkOracle oracle, Tally tally, ulong seed)
    {
        (_model, _oracle, _tally, _seed) = (model, oracle, tally, seed);
        _isStrict = model.Header.Get("Precision", Precision.Fast) == Precision.Strict;
        var tensors = CompiledType.TensorsOf(type);
        Require(
            tensors.SequenceEqual(_oracle.Weights.Declared),
            $"Its tensors are {string.Join(", ", tensors.AsEnumerable())}; by the documentation, {string.Join(", ", _oracle.Weights.Declared)}");
        _instance = CompiledType.Load(type, _oracle.Weights);
    }

    /// <summary>Checks a network.</summary>
    /// <exception cref="NetworkFailure">It does not do what the oracle does.</exception>
    public static void Check(NetworkModel model, Type type, Tally tally, ulong seed)
    {
        try
        {
            if (IsTooLarge(model) || NetworkOracle.For(model, seed) is not { } oracle) return;
            var run = new NetworkRun(model, type, oracle, tally, seed);
            if (model.IsFixed) run.CheckFixed();
            else run.CheckAnySize(new AnySizeForm(run._instance));
            tally.Ran++;
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
        var (native, output) = (_oracle.Native, _oracle.Output(_oracle.Native.Height, _oracle.Native.Width, slides: false)!.Value);
        Require(form.InputLength == native.Length, $"InputLength is {form.InputLength}, but {native} was declared.");
        Require(form.OutputLength == output.Length, $"OutputLength is {form.OutputLength}; the oracle gives {output}.");
        if (_oracle.Cost(native.Height, native.Width, slides: false) > TooMuch) return;

        var x = Image(native.Height, native.Width);
        var single = Call(form, 1, y => form.Forward(Flat(x), y), output);
        var taken = form.WorkspaceTaken();
        Require(taken <= form.WorkspaceBytes, $"WorkspaceBytes is {form.WorkspaceBytes}, but {taken} were taken.");
        RequireEqual(single, Call(form, 2, y => form.Forward(Flat(x), y), output), $"1 thread and 2 at {native}");
        Compare(single, x, output, slides: false);

        var sliding = form.ToFullyConvolutional();
        var atNative = Call(sliding, 1, y => sliding.Forward(Flat(x), native.Height, native.Width, y), output);
        RequireEqual(single, atNative, $"the fixed and the fully convolutional form at {native}");
        CheckSize(sliding, native.Height + 1, native.Width + 3);
        CheckSize(sliding, (2 * native.Height) + 5, native.Width + 2);
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
        Require(_oracle.Output(height, width, slides: true) is not null, $"MinHeight×MinWidth is {height}×{width}, which the oracle cannot take.");
        foreach (var (h, w) in new[] { (height - 1, width), (height, width - 1) })
        {
            Require(h == 0 || w == 0 || _oracle.Output(h, w, slides: true) is null, $"MinHeight×MinWidth is {height}×{width}, but the oracle takes {h}×{w}.");
            RequireThrows(() => form.OutputSize(h, w), $"OutputSize({h}, {w})");
            if (new Shape(h, w, _oracle.Native.Channels).Length is var length and < TooMuch)
                RequireThrows(() => form.Forward(new float[length], h, w, new float[16]), $"Forward at {h}×{w}");
        }
    }

    private void CheckSize(AnySizeForm form, int height, int width)
    {
        var output = _oracle.Output(height, width, slides: true);
        Require(output is not null, $"The oracle cannot take {height}×{width}, which is no smaller than the smallest.");
        var size = form.OutputSize(height, width);
        Require(
            new Shape(size.Height, size.Width, size.Channels) == output!.Value,
            $"OutputSize({height}, {width}) is {size}; the oracle gives {output}.");
        if (_oracle.Cost(height, width, slides: true) > TooMuch) return;

        var x = Image(height, width);
        var single = Call(form, 1, y => form.Forward(Flat(x), height, width, y), output.Value);
        var taken = form.WorkspaceTaken();
        _workspace = Math.Max(_workspace, form.WorkspaceBytes(height, width));
        Require(taken <= _workspace, $"WorkspaceBytes is {_workspace} for the largest image so far, {height}×{width}, but {taken} were taken.");
        RequireEqual(single, Call(form, 2, y => form.Forward(Flat(x), height, width, y), output.Value), $"1 thread and 2 at {height}×{width}");
        _workspace = Math.Max(_workspace, form.WorkspaceTaken()); // the second thread's part is kept for the next call
        Compare(single, x, output.Value, slides: true);
    }

    /// <summary>Runs a form, and checks that it refuses an output of another length.</summary>
    private float[] Call(CompiledForm form, int threads, OutputAction forward, Shape output)
    {
        form.Threads = threads;
        var y = new float[output.Length];
        forward(y);
        RequireThrows(() => forward(new float[output.Length + 1]), $"An output of {output.Length + 1} values in place of {output.Length}");
        return y;
    }

    private delegate void OutputAction(Span<float> output);

    private void Compare(float[] actual, Map x, Shape output, bool slides)
    {
        var expectation = Expectation.Of(_oracle, x, slides, _isStrict);
        if (!expectation.IsComparable) return;
        _tally.Compared++;
        if (expectation.IsTight) _tally.ComparedTightly++;
        var values = _model.IsNchw ? Map.FromNchw(actual, output.Height, output.Width, output.Channels).ToNhwc() : actual;
        var error = expectation.Error(values);
        Require(
            error <= expectation.Allowed,
            $"For an image of {x.Height}×{x.Width}, seed {_seed}, an output is off by {error:G4}; "
            + $"{expectation.Allowed:G4} is allowed, the root mean square is {expectation.Value.Rms():G4}.");
    }

    private Map Image(int height, int width) => new RandomSource(_seed + 1).NextMap(height, width, _oracle.Native.Channels, -2, 2);

    private float[] Flat(Map x) => _model.IsNchw ? x.ToNchw() : x.ToNhwc();

    private void Require(bool holds, string otherwise)
    {
        if (!holds) throw new NetworkFailure(_model, otherwise);
    }

    private void RequireEqual(float[] one, float[] other, string which)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (BitConverter.SingleToInt32Bits(one[i]) != BitConverter.SingleToInt32Bits(other[i]))
                throw new NetworkFailure(_model, $"{which} differ in value {i}, seed {_seed}: {one[i]:R} and {other[i]:R}.");
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
