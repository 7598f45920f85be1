using System.Reflection;

namespace NetGen.Fuzz.Tests;

// A span cannot be an argument of a call by reflection: as many delegates as there may be outputs.

internal delegate void Fixed1(ReadOnlySpan<float> input, Span<float> a);

internal delegate void Fixed2(ReadOnlySpan<float> input, Span<float> a, Span<float> b);

internal delegate void Fixed3(ReadOnlySpan<float> input, Span<float> a, Span<float> b, Span<float> c);

internal delegate void Fixed4(ReadOnlySpan<float> input, Span<float> a, Span<float> b, Span<float> c, Span<float> d);

internal delegate void AnySize1(ReadOnlySpan<float> image, int height, int width, Span<float> a);

internal delegate void AnySize2(ReadOnlySpan<float> image, int height, int width, Span<float> a, Span<float> b);

internal delegate void AnySize3(ReadOnlySpan<float> image, int height, int width, Span<float> a, Span<float> b, Span<float> c);

internal delegate void AnySize4(ReadOnlySpan<float> image, int height, int width, Span<float> a, Span<float> b, Span<float> c, Span<float> d);

/// <summary>What the generated forms of a network have in common, called by reflection.</summary>
internal abstract class CompiledForm(object instance)
{
    private const BindingFlags AnyMember = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>The cores that a call uses.</summary>
    public int Threads
    {
        set => instance.GetType().GetProperty(nameof(Threads))!.SetValue(instance, value);
    }

    /// <summary>The scratch memory in bytes that calls have taken so far, if no two ran at once.</summary>
    public long WorkspaceTaken()
    {
        // A network of one layer needs none.
        if (instance.GetType().GetField("_workspaces", AnyMember)?.GetValue(instance) is not Kernels.WorkspacePool pool) return 0;
        var workspace = pool.Rent(0);
        pool.Return(workspace);
        return workspace.Length * sizeof(float);
    }

    protected T Delegate<T>(string method) where T : Delegate => instance.GetType().GetMethod(method, AnyMember, ParametersOf<T>())!.CreateDelegate<T>(instance);

    protected T Static<T>(string method) where T : Delegate => instance.GetType().GetMethod(method, AnyMember, ParametersOf<T>())!.CreateDelegate<T>();

    protected static T Constant<T>(Type type, string name) => (T)type.GetField(name, AnyMember)!.GetValue(null)!;

    private static Type[] ParametersOf<T>() => [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
}

/// <summary>A network at its declared size.</summary>
internal sealed class FixedForm(object instance) : CompiledForm(instance)
{
    private readonly Type _type = instance.GetType();
    private readonly object _instance = instance;

    public int InputLength => Constant<int>(_type, nameof(InputLength));

    public int OutputLength => Constant<int>(_type, nameof(OutputLength));

    public long WorkspaceBytes => Constant<long>(_type, nameof(WorkspaceBytes));

    /// <summary>The lengths of the extra outputs, in order.</summary>
    public int[] ExtraLengths(IEnumerable<string> layers) => [.. layers.Select(layer => Constant<int>(_type, MemberName.Of(layer) + "Length"))];

    /// <summary>Runs it.</summary>
    public void Forward(float[] input, float[][] outputs)
    {
        switch (outputs)
        {
            case [var a]: Delegate<Fixed1>("Forward")(input, a); break;
            case [var a, var b]: Delegate<Fixed2>("Forward")(input, a, b); break;
            case [var a, var b, var c]: Delegate<Fixed3>("Forward")(input, a, b, c); break;
            case [var a, var b, var c, var d]: Delegate<Fixed4>("Forward")(input, a, b, c, d); break;
            default: throw new ArgumentException($"{outputs.Length} outputs are more than the tests have delegates for.");
        }
    }

    public AnySizeForm ToFullyConvolutional() => new(_type.GetMethod("ToFullyConvolutional")!.Invoke(_instance, null)!);
}

/// <summary>A network over images of any size.</summary>
internal sealed class AnySizeForm(object instance) : CompiledForm(instance)
{
    private readonly Type _type = instance.GetType();

    public int MinHeight => Constant<int>(_type, nameof(MinHeight));

    public int MinWidth => Constant<int>(_type, nameof(MinWidth));

    public Func<int, int, MapSize> OutputSize => Static<Func<int, int, MapSize>>("OutputSize");

    public Func<int, int, long> WorkspaceBytes => Static<Func<int, int, long>>("WorkspaceBytes");

    /// <summary>The sizes of all outputs, in order.</summary>
    public MapSize[] OutputSizes(IEnumerable<string> extraLayers, int height, int width) =>
        [OutputSize(height, width), .. extraLayers.Select(layer => Static<Func<int, int, MapSize>>(MemberName.Of(layer) + "Size")(height, width))];

    /// <summary>Runs it.</summary>
    public void Forward(float[] image, int height, int width, float[][] outputs)
    {
        switch (outputs)
        {
            case [var a]: Delegate<AnySize1>("Forward")(image, height, width, a); break;
            case [var a, var b]: Delegate<AnySize2>("Forward")(image, height, width, a, b); break;
            case [var a, var b, var c]: Delegate<AnySize3>("Forward")(image, height, width, a, b, c); break;
            case [var a, var b, var c, var d]: Delegate<AnySize4>("Forward")(image, height, width, a, b, c, d); break;
            default: throw new ArgumentException($"{outputs.Length} outputs are more than the tests have delegates for.");
        }
    }
}

/// <summary>What the members of a layer with a plain name begin with.</summary>
internal static class MemberName
{
    public static string Of(string layer) => string.Concat(layer.Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}

/// <summary>What is generated for a class, before it is loaded.</summary>
internal static class CompiledType
{
    private delegate ReadOnlySpan<TensorSpec> SpanOfTensors();

    public static object Load(Type type, ITensorSource weights)
    {
        var load = type.GetMethod("Load", [typeof(ITensorSource)])!;
        return load.CreateDelegate<Func<ITensorSource, object>>()(weights);
    }

    public static TensorSpec[] TensorsOf(Type type) => type.GetProperty("Tensors")!.GetMethod!.CreateDelegate<SpanOfTensors>()().ToArray();
}
