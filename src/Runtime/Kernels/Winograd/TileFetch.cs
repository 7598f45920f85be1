using System.Runtime.CompilerServices;

namespace NetGen.Kernels;

/// <summary>
/// The pixels of some tiles of a map, to be fetched row by row while products keep the core busy: the transforms before and after them, which do little more than
/// read and write, then find their pixels near.
/// </summary>
/// <param name="map">The map's first pixel.</param>
/// <param name="size">Its size.</param>
/// <param name="tileColumns">Tiles side by side.</param>
/// <param name="side">From a tile to the next, in rows and columns.</param>
/// <param name="rows">Rows of a tile.</param>
/// <param name="top">The row of the first tile's first row.</param>
/// <param name="left">The column of the first tile's first column that is fetched; as many are as lie between tiles.</param>
internal unsafe struct TileFetch(float* map, MapSize size, int tileColumns, int side, int rows, int top, int left)
{
    private int _tileRow, _tileColumn, _row, _rest;

    /// <summary>Begins with a tile.</summary>
    /// <param name="tile">The first tile.</param>
    /// <param name="count">How many tiles.</param>
    /// <returns>How many rows there are to fetch.</returns>
    public int Begin(int tile, int count)
    {
        (_tileRow, _tileColumn) = Math.DivRem(tile, tileColumns);
        (_row, _rest) = (0, count * rows);
        return _rest;
    }

    /// <summary>Fetches the next row; false if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Next()
    {
        if (_rest == 0) return false;
        _rest--;
        var (row, column) = (_tileRow * side + top + _row, _tileColumn * side + left);
        if ((uint)row < (uint)size.Height)
        {
            Prefetch.Lines(map + ((nint)row * size.Width + column) * size.Channels, (nint)Math.Min(side, size.Width - column) * size.Channels);
        }

        if (++_row < rows) return true;
        _row = 0;
        if (++_tileColumn < tileColumns) return true;
        (_tileRow, _tileColumn) = (_tileRow + 1, 0);
        return true;
    }
}
