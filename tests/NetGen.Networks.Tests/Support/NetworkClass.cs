using System.Reflection;

namespace NetGen.Networks.Tests.Support;

/// <summary>A network class of an assembly, whichever: its forms, at sizes at which they take little time.</summary>
internal sealed class NetworkClass
{
    /// <summary>More weights than these take longer to draw than all others together.</summary>
    private const long MostParameters = 30_000_000;

    /// <summary>Multiply-adds of the smallest image beyond which a network is left to its narrow twin.</summary>
    private const long MostMultiplyAdds = 5_000_000_000;

    /// <summary>The same, of networks of any size, whose multiply-adds are not stated: bytes of workspace of the smallest image.</summary>
    private const long MostWorkspace = 16_000_000;

    private readonly Type _type;
    private readonly Type? _sliding;
    private readonly string[] _extraOutputs;

    public NetworkClass(Type type)
    {
        (_type, _sliding) = (type, type.GetNestedType("FullyConvolutional"));
        _extraOutputs = [.. type.GetCustomAttributes<OutputAttribute>().Select(output => output.Layer)];
    }

    public bool IsFixed => _type.GetField("InputHeight") is not null;

    private int Channels => Constant(_type, "InputChannels");

    /// <summary>The names of all network classes of an assembly.</summary>
    public static IEnumerable<string> Names(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.GetCustomAttribute<NetworkAttribute>() is not null && type.GetMethod("Create") is not null).Select(type => type.FullName!).Order();

    /// <summary>Those of them that are small enough to be run many times.</summary>
    public static IEnumerable<string> SmallNames(Assembly assembly) => Names(assembly).Where(name => Of(assembly, name).IsSmall);

    public static NetworkClass Of(Assembly assembly, string name) => new(assembly.GetType(name, throwOnError: true)!);

    /// <summary>Fails unless the networks of an assembly that are not small are those that are named, with a small one in place of each.</summary>
    public static void AssertTwins(Assembly assembly, Dictionary<Type, Type> twins)
    {
        var large = Names(assembly).Except(SmallNames(assembly)).ToList();
        Assert.True(large.ToHashSet().SetEquals(twins.Keys.Select(network => network.FullName!)), $"Large are {string.Join(", ", large)}.");
        Assert.All(twins.Values, twin => Assert.True(new NetworkClass(twin).IsSmall, $"{twin} is large, too."));
    }

    /// <summary>
    /// Runs every form of the network, at sizes odd and even, in memory with one edge at a page that nobody may touch: inputs, outputs, packed weights and
    /// workspaces. Whatever the number of threads, the bits are the same, and only a first call allocates. A workspace takes as much as is stated.
    /// </summary>
    public void Check(Edge edge)
    {
        GuardedMemory.Edge = edge;
        var network = _type.GetMethod("Create", [typeof(int)])!.Invoke(null, [1])!;
        if (IsFixed)
        {
            var form = new FixedForm(network);
            AssertSummary($"Workspace: {form.WorkspaceBytes:#,0} bytes");
            int[] lengths = [form.OutputLength, .. form.ExtraLengths(_extraOutputs)];
            CheckForm(form, edge, form.InputLength, lengths, form.WorkspaceBytes, form.Forward, "as declared");
            if (_sliding is not null)
            {
                var (height, width, sliding) = (Constant(_type, "InputHeight"), Constant(_type, "InputWidth"), form.ToFullyConvolutional());
                AssertSummary($"Workspace, fully convolutional, at {height}×{width}: {sliding.WorkspaceBytes(height, width):#,0} bytes");
            }

            if (_sliding is not null) CheckSizes(form.ToFullyConvolutional, edge);
        }
        else
        {
            CheckSizes(() => new AnySizeForm(_type.GetMethod("Create", [typeof(int)])!.Invoke(null, [1])!), edge);
        }
    }

    private void AssertSummary(FormattableString line) =>
        Assert.Contains(FormattableString.Invariant(line), (string)_type.GetProperty("Summary")!.GetValue(null)!, StringComparison.Ordinal);

    private bool IsSmall
    {
        get
        {
            if ((long)_type.GetField("ParameterCount")!.GetValue(null)! > MostParameters) return false;
            if (IsFixed) return (long)_type.GetField("MultiplyAdds")!.GetValue(null)! <= MostMultiplyAdds;
            var form = new AnySizeForm(_type);
            return form.WorkspaceBytes(form.MinHeight, form.MinWidth) <= MostWorkspace;
        }
    }

    /// <param name="make">Makes the form, anew for each size: a workspace that a larger image left would not end where this one's does.</param>
    /// <param name="edge">What lies at the page.</param>
    private void CheckSizes(Func<AnySizeForm> make, Edge edge)
    {
        var (least, narrow) = (make().MinHeight, make().MinWidth);
        foreach (var (height, width) in new[] { (least, narrow), (least + 1 + least % 2, narrow + 3), (least + 9, narrow + 16 + narrow % 2) })
        {
            var form = make();
            if (!TrySizes(form, height, width, out var lengths)) continue;
            if (!IsFixed && height == least) AssertSummary($"Workspace at {height}×{width}, the smallest image: {form.WorkspaceBytes(height, width):#,0} bytes");
            CheckForm(
                form, edge, height * width * Channels, lengths, form.WorkspaceBytes(height, width), (image, y) => form.Forward(image, height, width, y),
                $"at {height}×{width}");
        }
    }

    /// <summary>The outputs' lengths; none where branches that were declared for one size differ, which is refused.</summary>
    private bool TrySizes(AnySizeForm form, int height, int width, out int[] lengths)
    {
        try
        {
            lengths = [.. form.OutputSizes(_extraOutputs, height, width).Select(size => (int)size.Length)];
            return true;
        }
        catch (ArgumentException) when (IsFixed)
        {
            lengths = [];
            return false;
        }
    }

    private delegate void Forward(ReadOnlySpan<float> image, GuardedFloats[] outputs);

    private void CheckForm(CompiledForm form, Edge edge, int inputLength, int[] outputLengths, long workspaceBytes, Forward forward, string what)
    {
        using var input = new GuardedFloats(new Reference.RandomSource(5).NextMap(1, 1, inputLength).ToNhwc(), edge);
        GuardedFloats[] outputs = [.. outputLengths.Select(length => new GuardedFloats(length, edge))];
        var single = default(float[][]);
        foreach (var threads in new[] { 1, 2, 3, 7 })
        {
            form.Threads = threads;
            foreach (var output in outputs) output.Span.Fill(float.NaN);
            forward(input.Span, outputs);
            if (threads == 1) Assert.Equal(workspaceBytes, form.WorkspaceTaken());
            if (threads <= 2) Allocations.AssertNone(() => forward(input.Span, outputs), $"{_type} {what} on {threads} threads");
            single ??= Array.ConvertAll(outputs, output => output.Span.ToArray());
            for (var i = 0; i < outputs.Length; i++) Bits.Equal(single[i], outputs[i].Span, $"{_type} {what}, output {i}, {threads} threads:");
        }

        foreach (var output in outputs) output.Dispose();
    }

    private static int Constant(Type type, string name) => (int)type.GetField(name)!.GetValue(null)!;
}
