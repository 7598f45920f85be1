using System.Runtime.InteropServices;
using System.Text;

namespace NetGen;

/// <summary>
/// Reads a safetensors header as the usual writers write it, in which nothing is wrong: names in ASCII without escapes, weights of known types, one after the other.
/// It does without the JSON library, whose loading and compilation take longer than reading all the weights of a small network. Whatever is unusual is left to
/// <see cref="SafeTensorsHeader"/>, which also says what is wrong.
/// </summary>
internal ref struct PlainHeader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly List<StoredTensor> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly long _dataStart;
    private int _at;

    // Bytes of data that the tensors so far cover.
    private long _covered;

    private PlainHeader(ReadOnlySpan<byte> text, long dataStart)
    {
        _text = text;
        _dataStart = dataStart;
    }

    /// <summary>The tensors in the header's order, or null where there is anything but sound tensors.</summary>
    /// <param name="text">The header, without the field that gives its length.</param>
    /// <param name="dataStart">The byte of the file at which the data begin.</param>
    /// <param name="dataLength">Bytes of data.</param>
    public static IReadOnlyList<StoredTensor>? Read(ReadOnlySpan<byte> text, long dataStart, long dataLength)
    {
        // The format has no blanks before the first brace.
        if (text.IsEmpty || text[0] != '{') return null;
        var header = new PlainHeader(text, dataStart);
        if (!header.Members(ofMetadata: false)) return null;
        header.SkipBlanks();
        return header._at == text.Length && header._covered == dataLength ? header._tensors : null;
    }

    private bool Members(bool ofMetadata)
    {
        if (!Take('{')) return false;
        if (Take('}')) return true;
        do
        {
            if (!(ofMetadata ? TakeText(out _) && Take(':') && TakeText(out _) : Member())) return false;
        }
        while (Take(','));
        return Take('}');
    }

    private bool Member()
    {
        if (!TakeText(out var text) || !Take(':')) return false;
        var name = Encoding.ASCII.GetString(text);
        if (!_names.Add(name)) return false;
        return name == SafeTensorsHeader.Metadata ? Members(ofMetadata: true) : Tensor(name);
    }

    private bool Tensor(string name)
    {
        ReadOnlySpan<byte> type = default;
        int[]? shape = null;
        long begin = -1, end = -1;
        if (!Take('{')) return false;
        for (var member = 0; member < 3; member++)
        {
            if (member > 0 && !Take(',')) return false;
            if (!TakeText(out var key) || !Take(':')) return false;
            var isNew = key.SequenceEqual("dtype"u8) ? type.IsEmpty && TakeText(out type)
                : key.SequenceEqual("shape"u8) ? shape is null && TakeShape(out shape)
                : key.SequenceEqual("data_offsets"u8) && begin < 0 && Take('[') && TakeNumber(out begin) && Take(',') && TakeNumber(out end) && Take(']');
            if (!isNew) return false;
        }

        if (!Take('}')) return false;
        var element = type.SequenceEqual("F32"u8) ? ElementType.Single
            : type.SequenceEqual("F16"u8) ? ElementType.Half
            : type.SequenceEqual("BF16"u8) ? ElementType.BFloat16
            : ElementType.Unreadable;
        if (element == ElementType.Unreadable) return false;
        long length = element.Size();
        foreach (var extent in shape!)
        {
            if (extent > 0 && length > (long.MaxValue >> 6) / extent) return false;
            length *= extent;
        }

        if (begin != _covered || end - begin != length) return false;
        _covered = end;
        _tensors.Add(new StoredTensor(new TensorSpec(name, ImmutableCollectionsMarshal.AsImmutableArray(shape)), element, Encoding.ASCII.GetString(type), _dataStart + begin));
        return true;
    }

    private bool TakeShape(out int[]? shape)
    {
        shape = null;
        if (!Take('[')) return false;
        if (Take(']'))
        {
            shape = [];
            return true;
        }

        // Weights have at most 4 axes; more are for the other reader.
        Span<int> extents = stackalloc int[8];
        var count = 0;
        do
        {
            if (count == extents.Length || !TakeNumber(out var extent) || extent > int.MaxValue) return false;
            extents[count++] = (int)extent;
        }
        while (Take(','));
        shape = extents[..count].ToArray();
        return Take(']');
    }

    /// <summary>A whole number of up to 18 digits, which no other character follows that could belong to a number.</summary>
    private bool TakeNumber(out long number)
    {
        number = 0;
        SkipBlanks();
        var start = _at;
        while (_at < _text.Length && (uint)(_text[_at] - '0') <= 9)
        {
            number = (number * 10) + (_text[_at++] - '0');
            if (_at - start > 18) return false;
        }

        return _at > start && (_at == start + 1 || _text[start] != '0');
    }

    /// <summary>A string of ASCII characters without escapes.</summary>
    private bool TakeText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (!Take('"')) return false;
        var start = _at;
        for (; _at < _text.Length; _at++)
        {
            var character = _text[_at];
            if (character == '"')
            {
                text = _text[start.._at++];
                return true;
            }

            if (character is < 0x20 or >= 0x7F or (byte)'\\') return false;
        }

        return false;
    }

    private bool Take(char token)
    {
        SkipBlanks();
        if (_at == _text.Length || _text[_at] != token) return false;
        _at++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') _at++;
    }
}
