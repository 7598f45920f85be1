using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Networks.Tests.Support;

/// <summary>Writes tensors as numpy.savez does.</summary>
internal static class NpzFile
{
    public static void Write(Stream stream, IEnumerable<(TensorSpec Spec, ReadOnlyMemory<float> Values)> tensors)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (spec, values) in tensors)
        {
            using var entry = archive.CreateEntry($"{spec.Name}.npy").Open();
            entry.Write(Header(spec));
            entry.Write(MemoryMarshal.AsBytes(values.Span));
        }
    }

    private static byte[] Header(TensorSpec spec)
    {
        const int Preamble = 10, Alignment = 64;
        var shape = string.Concat(spec.Shape.Select(extent => $"{extent},"));
        var text = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}";
        var length = (Preamble + text.Length + Alignment) / Alignment * Alignment - Preamble;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)length, (byte)(length >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(length - 1) + "\n")];
    }
}
