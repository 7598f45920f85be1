using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace NetGen;

/// <summary>
/// Reads and checks the header of a .npy array: <c>\x93NUMPY</c>, a version, a length, and a Python dictionary of <c>descr</c>,
/// <c>fortran_order</c> and <c>shape</c>.
/// </summary>
/// <remarks>The format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html.</remarks>
internal static class NpyHeader
{
    /// <summary>The most bytes that a header may take. NumPy refuses longer dictionaries, too.</summary>
    public const int Longest = 12 + 10_000;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>
    /// The array that the header describes, when it and the length of what follows are right; null, and a fault, otherwise.
    /// </summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="prefix">The first bytes: <see cref="Longest"/> of them, or all.</param>
    /// <param name="length">The length of header and elements together, in bytes.</param>
    /// <param name="faults">Receives what is wrong.</param>
    public static StoredTensor? Parse(string name, ReadOnlySpan<byte> prefix, long length, List<string> faults)
    {
        try
        {
            var dictionary = Dictionary(prefix, out var dataStart);
            var (descr, columnMajor, shape) = NpyLiteral.Parse(dictionary);
            var spec = new TensorSpec(name, [.. shape]);
            var (type, size, bigEndian) = ParseType(descr);
            if (size is { } elementSize) CheckLength(spec, descr, elementSize, length - dataStart);
            return new StoredTensor(spec, type, descr, dataStart) { BigEndian = bigEndian, ColumnMajor = columnMajor && shape.Count > 1 };
        }
        catch (FormatException e)
        {
            faults.Add($"{Names.Quote(name)} is not a valid .npy array: {e.Message}");
            return null;
        }
    }

    private static string Dictionary(ReadOnlySpan<byte> prefix, out int dataStart)
    {
        if (!prefix.StartsWith(Magic)) throw new FormatException("it does not begin with \\x93NUMPY.");
        if (prefix.Length < 8) throw new FormatException("it ends before the version of its format.");
        var (major, minor) = (prefix[6], prefix[7]);
        if (minor != 0 || major is < 1 or > 3)
            throw new FormatException($"its format has version {major}.{minor}; 1.0, 2.0 and 3.0 can be read.");
        var textStart = major == 1 ? 10 : 12;
        if (prefix.Length < textStart) throw new FormatException("it ends before the length of its header.");
        var lengthField = prefix[8..textStart];
        var textLength = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(lengthField) : BinaryPrimitives.ReadUInt32LittleEndian(lengthField);
        if (textLength > Longest - 12) throw new FormatException($"its header is {textLength} bytes long; {Longest - 12} are allowed.");
        if (textLength > prefix.Length - textStart)
            throw new FormatException($"its header should be {textLength} bytes long, but only {prefix.Length - textStart} bytes follow.");
        dataStart = textStart + (int)textLength;
        var text = prefix[textStart..dataStart];
        if (major < 3) return Encoding.Latin1.GetString(text);
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw new FormatException("its header is not UTF-8.");
    }

    // There is no size where the number is not one of bytes: text, objects, dates.
    private static (ElementType Type, int? Size, bool BigEndian) ParseType(string descr)
    {
        if (descr.Length < 3 || !"<>|".Contains(descr[0])) return (ElementType.Unreadable, null, false);
        if (!int.TryParse(descr.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return (ElementType.Unreadable, null, false);
        var type = (descr[0], descr[1], size) switch
        {
            ('<' or '>', 'f', 4) => ElementType.Single,
            ('<' or '>', 'f', 2) => ElementType.Half,
            ('<' or '>', 'f', 8) => ElementType.Double,
            _ => ElementType.Unreadable,
        };
        return (type, "biufc".Contains(descr[1]) ? size : null, descr[0] == '>');
    }

    private static void CheckLength(TensorSpec spec, string descr, int elementSize, long actual)
    {
        var shape = Names.Shape(spec.Shape);
        long expected;
        try
        {
            expected = checked(spec.Length * elementSize);
        }
        catch (OverflowException)
        {
            throw new FormatException($"its shape {shape} of {descr} overflows 64 bits.");
        }
        if (expected != actual)
            throw new FormatException($"its shape {shape} of {descr} takes {expected} bytes, but {actual} follow the header.");
    }
}
