using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Unicode;

namespace NetGen;

/// <summary>
/// Reads and checks the header of a safetensors file: 8 bytes that give its length, then a JSON object of <c>name: {dtype, shape,
/// data_offsets}</c>. The format demands that the tensors cover the rest of the file without a hole or an overlap.
/// </summary>
internal sealed class SafeTensorsHeader
{
    public const string Metadata = "__metadata__";

    private const int LengthField = 8;
    private const int LongestHeader = 100_000_000;

    private readonly List<string> _faults = [];
    private readonly List<(StoredTensor Tensor, long Begin, long End)> _tensors = [];
    private readonly List<StoredTensor> _misplaced = [];
    private readonly HashSet<string> _damaged = new(StringComparer.Ordinal);
    private readonly long _dataStart;
    private readonly long _dataLength;

    private SafeTensorsHeader(long headerLength, long fileLength) =>
        (_dataStart, _dataLength) = (LengthField + headerLength, fileLength - LengthField - headerLength);

    /// <exception cref="WeightsException">It is no header at all; faults of single tensors are returned.</exception>
    public static FileContents Read(ByteRanges bytes, string source)
    {
        try
        {
            var text = ReadText(bytes, source);
            var dataStart = LengthField + (long)text.Length;
            if (PlainHeader.Read(text, dataStart, bytes.Length - dataStart) is { } tensors) return FileContents.Sound(tensors);
            var header = new SafeTensorsHeader(text.Length, bytes.Length);
            if (!header.Parse(text)) throw new WeightsException(source, header._faults);
            header.CheckCoverage();
            return new FileContents([.. header._tensors.Select(entry => entry.Tensor), .. header._misplaced], header._faults, header._damaged);
        }
        catch (IOException e)
        {
            throw new WeightsException(source, [$"The header cannot be read: {e.Message}"], e);
        }
    }

    private static byte[] ReadText(ByteRanges bytes, string source)
    {
        if (bytes.Length < LengthField)
            throw Fault($"It is {bytes.Length} bytes long; a safetensors file begins with {LengthField} bytes that give its header's length.");
        Span<byte> field = stackalloc byte[LengthField];
        bytes.Read(0, field);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(field);
        if (length > LongestHeader)
            throw Fault($"Its first {LengthField} bytes announce a safetensors header of {length} bytes; {LongestHeader} are allowed. It seems to be neither a safetensors file nor .npz or .npy.");
        if (length > (ulong)(bytes.Length - LengthField))
            throw Fault($"Its header should be {length} bytes long, but only {bytes.Length - LengthField} bytes follow the length.");
        var text = new byte[length];
        bytes.Read(LengthField, text);
        return text;

        WeightsException Fault(string fault) => new(source, [fault]);
    }

    /// <summary>False when nothing of the header can be trusted.</summary>
    private bool Parse(byte[] text)
    {
        if (text.Length == 0 || text[0] != '{' || !Utf8.IsValid(text))
        {
            _faults.Add("Its header is not a JSON object in UTF-8 that begins with '{'.");
            return false;
        }
        try
        {
            using var document = JsonDocument.Parse(text);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                var name = property.Name;
                if (!names.Add(name)) AddFault(name, $"Its header lists {Names.Quote(name)} twice.");
                else if (name == Metadata) CheckMetadata(property.Value);
                else ParseTensor(name, property.Value);
            }
            return true;
        }
        catch (JsonException e)
        {
            _faults.Add($"Its header is not valid JSON: {e.Message}");
        }
        catch (InvalidOperationException e)
        {
            // A string with half a surrogate pair, which JSON can write but .NET cannot hold.
            _faults.Add($"Its header holds a string that is not Unicode text: {e.Message}");
        }
        return false;
    }

    private void AddFault(string tensor, string fault)
    {
        _faults.Add(fault);
        _damaged.Add(tensor);
    }

    private void CheckMetadata(JsonElement value)
    {
        var isStrings = value.ValueKind == JsonValueKind.Object
            && value.EnumerateObject().All(property => property.Value.ValueKind == JsonValueKind.String);
        if (!isStrings) _faults.Add($"'{Metadata}' is not an object of strings.");
    }

    private void ParseTensor(string name, JsonElement value)
    {
        var quoted = Names.Quote(name);
        if (value.ValueKind != JsonValueKind.Object)
        {
            AddFault(name, $"{quoted} is not described by an object with dtype, shape and data_offsets.");
            return;
        }
        var faultsBefore = _faults.Count;
        var shape = ParseShape(quoted, Member(quoted, value, "shape"));
        var hasShape = _faults.Count == faultsBefore;
        var (type, bits) = ParseType(quoted, Member(quoted, value, "dtype"), out var typeName);
        var (begin, end) = ParseOffsets(quoted, Member(quoted, value, "data_offsets"));
        if (_faults.Count > faultsBefore)
        {
            _damaged.Add(name);
            if (hasShape && BitLength(shape, 64) is not null) _misplaced.Add(new StoredTensor(new TensorSpec(name, shape), type, typeName, 0));
        }
        else if (BitLength(shape, bits) is not { } length)
        {
            AddFault(name, $"{quoted} has the shape {Names.Shape(shape)}, whose size overflows 64 bits.");
        }
        else if (length != (Int128)(end - begin) * 8)
        {
            var size = $"{quoted} of shape {Names.Shape(shape)} and type {typeName} takes {(length + 7) / 8} bytes";
            AddFault(name, $"{size}, but its data_offsets [{begin}, {end}] span {end - begin}.");
        }
        else
        {
            _tensors.Add((new StoredTensor(new TensorSpec(name, shape), type, typeName, _dataStart + begin), begin, end));
        }
    }

    private JsonElement Member(string quoted, JsonElement value, string key)
    {
        var found = value.EnumerateObject().Where(property => property.Name == key).ToArray();
        if (found.Length == 1) return found[0].Value;
        _faults.Add($"{quoted} has {(found.Length == 0 ? "no" : "more than one")} {key}.");
        return default;
    }

    private (ElementType Type, int Bits) ParseType(string quoted, JsonElement value, out string typeName)
    {
        typeName = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Undefined => "",
            _ => value.GetRawText(),
        };
        (ElementType Type, int Bits) type = typeName switch
        {
            "F32" => (ElementType.Single, 32),
            "F16" => (ElementType.Half, 16),
            "BF16" => (ElementType.BFloat16, 16),
            "F64" or "I64" or "U64" or "C64" => (ElementType.Unreadable, 64),
            "I32" or "U32" => (ElementType.Unreadable, 32),
            "I16" or "U16" => (ElementType.Unreadable, 16),
            "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" or "F8_E4M3FNUZ" or "F8_E5M2FNUZ" => (ElementType.Unreadable, 8),
            "F6_E2M3" or "F6_E3M2" => (ElementType.Unreadable, 6),
            "F4" => (ElementType.Unreadable, 4),
            _ => default,
        };
        if (type.Bits == 0 && value.ValueKind != JsonValueKind.Undefined)
            _faults.Add($"{quoted} has the dtype {Names.Quote(typeName)}, which the format does not know.");
        return type;
    }

    private ImmutableArray<int> ParseShape(string quoted, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var shape = ImmutableArray.CreateBuilder<int>(value.GetArrayLength());
            foreach (var axis in value.EnumerateArray())
            {
                if (axis.ValueKind == JsonValueKind.Number && axis.TryGetInt32(out var extent) && extent >= 0) shape.Add(extent);
            }
            if (shape.Count == value.GetArrayLength()) return shape.MoveToImmutable();
        }
        if (value.ValueKind != JsonValueKind.Undefined)
            _faults.Add($"{quoted} has the shape {Names.Quote(value.GetRawText())}, which are not whole numbers from 0 to {int.MaxValue}.");
        return [];
    }

    private (long Begin, long End) ParseOffsets(string quoted, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined) return default;
        var isPair = value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 2;
        if (!isPair || Offset(value[0]) is not { } begin || Offset(value[1]) is not { } end)
        {
            _faults.Add($"{quoted} has the data_offsets {Names.Quote(value.GetRawText())}, which are not two whole numbers from 0 on.");
            return default;
        }
        if (begin > end || end > _dataLength)
            _faults.Add($"{quoted} has the data_offsets [{begin}, {end}]; they should lie, in this order, within {_dataLength} bytes of data.");
        return (begin, end);
    }

    private static long? Offset(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var offset) && offset >= 0 ? offset : null;

    private static long? BitLength(ImmutableArray<int> shape, int bits)
    {
        try
        {
            return checked(new TensorSpec("", shape).Length * bits);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    // What damaged tensors leave uncovered is no fault of its own.
    private void CheckCoverage()
    {
        var isSound = _faults.Count == 0;
        long covered = 0;
        var last = "";
        foreach (var (tensor, begin, end) in _tensors.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            var quoted = Names.Quote(tensor.Spec.Name);
            if (begin < covered) _faults.Add($"{quoted} at [{begin}, {end}] overlaps {last}, which ends at {covered}.");
            if (begin > covered && isSound) _faults.Add($"The {begin - covered} bytes before {quoted}, from {covered} to {begin}, belong to no tensor.");
            if (end >= covered) (covered, last) = (end, quoted);
        }
        if (covered < _dataLength && isSound) _faults.Add($"The last {_dataLength - covered} bytes of data, from {covered} on, belong to no tensor.");
    }
}
