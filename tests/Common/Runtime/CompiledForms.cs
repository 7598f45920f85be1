using System.Reflection;

namespace NetGen.Tests;

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
        if (instance.GetType().GetField("_workspaces", AnyMember)?.GetValue(instance) is not NetGen.Kernels.WorkspacePool pool) return 0;
        var workspace = pool.Rent(0);
        pool.Return(workspace);
        return workspace.Length * sizeof(float);
    }

    protected T Delegate<T>(string method) where T : Delegate => instance.GetType().GetMethod(method, AnyMember, ParametersOf<T>())!.CreateDelegate<T>(instance);

    protected T Static<T>(string method) where T : Delegate => (instance as Type ?? instance.GetType()).GetMethod(method, AnyMember, ParametersOf<T>())!.CreateDelegate<T>();

    protected static T Constant<T>(Type type, string name) => (T)type.GetField(name, AnyMember)!.GetValue(null)!;

    private static Type[] ParametersOf<T>() => [.. typeof(T).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
}

/// <summary>A network at its declared size.</summary>
internal sealed class FixedForm(object instance) : CompiledForm(instance)
{
    private readonly Type _type = instance.GetType();
    private readonly object _instance = instance;
    private Fixed1? _one;
    private Fixed2? _two;
    private Fixed3? _three;
    private Fixed4? _four;

    public int InputLength => Constant<int>(_type, nameof(InputLength));

    public int OutputLength => Constant<int>(_type, nameof(OutputLength));

    public long WorkspaceBytes => Constant<long>(_type, nameof(WorkspaceBytes));

    /// <summary>The lengths of the extra outputs, in order.</summary>
    public int[] ExtraLengths(IEnumerable<string> layers) => [.. layers.Select(layer => Constant<int>(_type, MemberName.Of(layer) + "Length"))];

    /// <summary>Runs it; allocates nothing after the first call.</summary>
    public void Forward(ReadOnlySpan<float> input, GuardedFloats[] outputs)
    {
        switch (outputs.Length)
        {
            case 1: (_one ??= Delegate<Fixed1>("Forward"))(input, outputs[0].Span); break;
            case 2: (_two ??= Delegate<Fixed2>("Forward"))(input, outputs[0].Span, outputs[1].Span); break;
            case 3: (_three ??= Delegate<Fixed3>("Forward"))(input, outputs[0].Span, outputs[1].Span, outputs[2].Span); break;
            case 4: (_four ??= Delegate<Fixed4>("Forward"))(input, outputs[0].Span, outputs[1].Span, outputs[2].Span, outputs[3].Span); break;
            default: throw new ArgumentException($"{outputs.Length} outputs are more than the tests have delegates for.");
        }
    }

    public AnySizeForm ToFullyConvolutional() => new(_type.GetMethod("ToFullyConvolutional")!.Invoke(_instance, null)!);
}

/// <summary>A network over images of any size.</summary>
/// <param name="instance">An instance, or its type for what is static.</param>
internal sealed class AnySizeForm(object instance) : CompiledForm(instance)
{
    private readonly Type _type = instance as Type ?? instance.GetType();
    private AnySize1? _one;
    private AnySize2? _two;
    private AnySize3? _three;
    private AnySize4? _four;

    public int MinHeight => Constant<int>(_type, nameof(MinHeight));

    public int MinWidth => Constant<int>(_type, nameof(MinWidth));

    public Func<int, int, MapSize> OutputSize => Static<Func<int, int, MapSize>>("OutputSize");

    public Func<int, int, long> WorkspaceBytes => Static<Func<int, int, long>>("WorkspaceBytes");

    /// <summary>The sizes of all outputs, in order.</summary>
    public MapSize[] OutputSizes(IEnumerable<string> extraLayers, int height, int width) =>
        [OutputSize(height, width), .. extraLayers.Select(layer => Static<Func<int, int, MapSize>>(MemberName.Of(layer) + "Size")(height, width))];

    /// <summary>Runs it; allocates nothing after the first call.</summary>
    public void Forward(ReadOnlySpan<float> image, int height, int width, GuardedFloats[] outputs)
    {
        switch (outputs.Length)
        {
            case 1: (_one ??= Delegate<AnySize1>("Forward"))(image, height, width, outputs[0].Span); break;
            case 2: (_two ??= Delegate<AnySize2>("Forward"))(image, height, width, outputs[0].Span, outputs[1].Span); break;
            case 3: (_three ??= Delegate<AnySize3>("Forward"))(image, height, width, outputs[0].Span, outputs[1].Span, outputs[2].Span); break;
            case 4:
                _four ??= Delegate<AnySize4>("Forward");
                _four(image, height, width, outputs[0].Span, outputs[1].Span, outputs[2].Span, outputs[3].Span);
                break;
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
