using System.Runtime.InteropServices;

namespace NetGen.OnnxRuntime;

/// <summary>A model in ONNX Runtime, with one input "x" and one output "y" in memory that stays where it is.</summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly nint _session;
    private readonly nint _input;
    private readonly nint _output;
    private readonly float* _x;
    private readonly float* _y;
    private readonly byte* _names;
    private bool _isDisposed;

    /// <param name="api">The library.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="threads">How many threads one call uses.</param>
    /// <exception cref="InvalidOperationException">ONNX Runtime refuses the model.</exception>
    public OrtSession(OrtApi api, string path, int threads)
    {
        _api = api;
        _session = api.CreateSession(path, threads);
        (InputShape, OutputShape) = (api.ShapeOf(_session, input: true), api.ShapeOf(_session, input: false));
        _x = Allocate(InputShape);
        _y = Allocate(OutputShape);
        (_input, _output) = (api.CreateTensor(_x, InputShape), api.CreateTensor(_y, OutputShape));
        _names = (byte*)NativeMemory.Alloc(4);
        "x\0y\0"u8.CopyTo(new Span<byte>(_names, 4));
    }

    /// <summary>Batch, channels, and height and width unless it is a vector.</summary>
    public long[] InputShape { get; }

    /// <inheritdoc cref="InputShape"/>
    public long[] OutputShape { get; }

    public Span<float> Input => new(_x, Length(InputShape));

    public ReadOnlySpan<float> Output => new(_y, Length(OutputShape));

    public void Run() => _api.Run(_session, _names, _input, _names + 2, _output);

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _api.ReleaseTensor(_input);
        _api.ReleaseTensor(_output);
        _api.ReleaseSession(_session);
        NativeMemory.AlignedFree(_x);
        NativeMemory.AlignedFree(_y);
        NativeMemory.Free(_names);
    }

    private static int Length(long[] shape) => checked((int)shape.Aggregate(1L, (product, extent) => product * extent));

    private static float* Allocate(long[] shape) => (float*)NativeMemory.AlignedAlloc((nuint)Length(shape) * sizeof(float), 64);
}
