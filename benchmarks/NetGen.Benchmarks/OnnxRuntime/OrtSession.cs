using System.Runtime.InteropServices;

namespace NetGen.OnnxRuntime;

/// <summary>A model in ONNX Runtime, with its input "x" and one of its outputs in memory that stays where it is.</summary>
internal sealed unsafe class OrtSession : IDisposable
{
    private readonly OrtApi _api;
    private readonly nint _session;
    private readonly nint _input;
    private readonly nint _output;
    private readonly float* _x;
    private readonly float* _y;
    private readonly byte* _inputName;
    private readonly byte* _outputName;
    private bool _isDisposed;

    /// <param name="api">The library.</param>
    /// <param name="path">The model's file.</param>
    /// <param name="threads">How many threads one call uses.</param>
    /// <param name="output">The output that is computed.</param>
    /// <param name="outputIndex">Its place among the model's outputs.</param>
    /// <exception cref="InvalidOperationException">ONNX Runtime refuses the model.</exception>
    public OrtSession(OrtApi api, string path, int threads, string output = "y", int outputIndex = 0)
    {
        _api = api;
        _session = api.CreateSession(path, threads);
        (InputShape, OutputShape) = (api.ShapeOf(_session, input: true), api.ShapeOf(_session, input: false, outputIndex));
        _x = Allocate(InputShape);
        _y = Allocate(OutputShape);
        (_input, _output) = (api.CreateTensor(_x, InputShape), api.CreateTensor(_y, OutputShape));
        _inputName = (byte*)Marshal.StringToCoTaskMemUTF8("x");
        _outputName = (byte*)Marshal.StringToCoTaskMemUTF8(output);
    }

    /// <summary>Batch, channels, and height and width unless it is a vector.</summary>
    public long[] InputShape { get; }

    /// <inheritdoc cref="InputShape"/>
    public long[] OutputShape { get; }

    public Span<float> Input => new(_x, Length(InputShape));

    public ReadOnlySpan<float> Output => new(_y, Length(OutputShape));

    public void Run() => _api.Run(_session, _inputName, _input, _outputName, _output);

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _api.ReleaseTensor(_input);
        _api.ReleaseTensor(_output);
        _api.ReleaseSession(_session);
        NativeMemory.AlignedFree(_x);
        NativeMemory.AlignedFree(_y);
        Marshal.FreeCoTaskMem((nint)_inputName);
        Marshal.FreeCoTaskMem((nint)_outputName);
    }

    private static int Length(long[] shape) => checked((int)shape.Aggregate(1L, (product, extent) => product * extent));

    private static float* Allocate(long[] shape) => (float*)NativeMemory.AlignedAlloc((nuint)Length(shape) * sizeof(float), 64);
}
