using System.Globalization;
using NetGen.Onnx;

namespace NetGen.Tool.Running;

/// <summary>The memory that a model may take on this machine.</summary>
internal static class Memory
{
    /// <exception cref="UnsupportedModelException">A run takes more than half of the machine's memory.</exception>
    public static void Require(long bytes, string source)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes <= available / 2) return;
        throw new UnsupportedModelException(
            source,
            [string.Create(CultureInfo.InvariantCulture, $"A run takes {bytes / 1e9:F1} GB of scratch memory; this machine has {available / 1e9:F1} GB in all.")]);
    }
}
