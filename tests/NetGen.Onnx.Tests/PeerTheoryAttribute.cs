using NetGen.OnnxRuntime;

namespace NetGen.Onnx.Tests;

/// <summary>A theory that needs ONNX Runtime; skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PeerTheoryAttribute : TheoryAttribute
{
    public PeerTheoryAttribute()
    {
        if (RuntimeLibrary.Find() is null) Skip = RuntimeLibrary.Missing;
    }
}
