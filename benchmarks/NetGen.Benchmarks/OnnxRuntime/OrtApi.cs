using System.Runtime.InteropServices;

namespace NetGen.OnnxRuntime;

/// <summary>
/// ONNX Runtime's C API: a table of function pointers. Its order is fixed; later versions only add to its end. The positions are those of
/// <c>OrtApi</c> in onnxruntime_c_api.h.
/// </summary>
internal sealed unsafe class OrtApi
{
    private const int ApiVersion = 16;
    private const int LogErrors = 3;

    private readonly nint* _table;
    private readonly nint _environment;
    private readonly nint _memory;

    /// <param name="library">The library's path.</param>
    /// <exception cref="DllNotFoundException">The library cannot be loaded.</exception>
    /// <exception cref="InvalidOperationException">It is too old.</exception>
    public OrtApi(string library)
    {
        var apiBase = ((delegate* unmanaged<nint*>)NativeLibrary.GetExport(NativeLibrary.Load(library), "OrtGetApiBase"))();
        Version = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)apiBase[1])())!;
        _table = (nint*)((delegate* unmanaged<uint, nint>)apiBase[0])(ApiVersion);
        if (_table == null) throw new InvalidOperationException($"ONNX Runtime {Version} has no API of version {ApiVersion}.");
        nint environment, memory;
        fixed (byte* id = "NetGen\0"u8) Check(((delegate* unmanaged<int, byte*, nint*, nint>)_table[3])(LogErrors, id, &environment));
        Check(((delegate* unmanaged<int, int, nint*, nint>)_table[69])(1, 0, &memory));
        (_environment, _memory) = (environment, memory);
    }

    public string Version { get; }

    public nint CreateSession(string path, int threads)
    {
        nint options, session;
        Check(((delegate* unmanaged<nint*, nint>)_table[10])(&options));
        try
        {
            Check(((delegate* unmanaged<nint, int, nint>)_table[23])(options, 99));
            Check(((delegate* unmanaged<nint, int, nint>)_table[24])(options, threads));
            Check(((delegate* unmanaged<nint, int, nint>)_table[25])(options, 1));
            var text = OperatingSystem.IsWindows() ? Marshal.StringToCoTaskMemUni(path) : Marshal.StringToCoTaskMemUTF8(path);
            try
            {
                Check(((delegate* unmanaged<nint, nint, nint, nint*, nint>)_table[7])(_environment, text, options, &session));
            }
            finally
            {
                Marshal.FreeCoTaskMem(text);
            }
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)_table[100])(options);
        }

        return session;
    }

    /// <summary>The shape of an input or output of a session.</summary>
    public long[] ShapeOf(nint session, bool input, int index = 0)
    {
        nint type, tensor;
        nuint count;
        Check(((delegate* unmanaged<nint, nuint, nint*, nint>)_table[input ? 33 : 34])(session, (nuint)index, &type));
        try
        {
            Check(((delegate* unmanaged<nint, nint*, nint>)_table[55])(type, &tensor));
            Check(((delegate* unmanaged<nint, nuint*, nint>)_table[61])(tensor, &count));
            var shape = new long[(int)count];
            fixed (long* extents = shape) Check(((delegate* unmanaged<nint, long*, nuint, nint>)_table[62])(tensor, extents, count));
            return shape;
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)_table[98])(type);
        }
    }

    /// <summary>A tensor over memory of the caller's.</summary>
    public nint CreateTensor(float* data, long[] shape)
    {
        nint tensor;
        var bytes = shape.Aggregate((nuint)sizeof(float), (product, extent) => product * (nuint)extent);
        fixed (long* extents = shape)
            Check(((delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)_table[49])(_memory, data, bytes, extents, (nuint)shape.Length, 1, &tensor));
        return tensor;
    }

    public void Run(nint session, byte* inputName, nint input, byte* outputName, nint output)
    {
        var run = (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)_table[9];
        Check(run(session, 0, &inputName, &input, 1, &outputName, 1, &output));
    }

    public void ReleaseSession(nint session) => ((delegate* unmanaged<nint, void>)_table[95])(session);

    public void ReleaseTensor(nint tensor) => ((delegate* unmanaged<nint, void>)_table[96])(tensor);

    private void Check(nint status)
    {
        if (status == 0) return;
        var message = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint, nint>)_table[2])(status));
        ((delegate* unmanaged<nint, void>)_table[93])(status);
        throw new InvalidOperationException($"ONNX Runtime: {message}");
    }
}
