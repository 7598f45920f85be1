using System.Reflection;

namespace NetGen.Fuzz.Tests;

/// <summary>A network's Forward at its declared size.</summary>
internal delegate void FixedForward(ReadOnlySpan<float> input, Span<float> output);

/// <summary>A network's Forward over an image of any size.</summary>
internal delegate void AnySizeForward(ReadOnlySpan<float> image, int height, int width, Span<float> maps);

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

    public FixedForward Forward => Delegate<FixedForward>("Forward");

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

    public AnySizeForward Forward => Delegate<AnySizeForward>("Forward");
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
